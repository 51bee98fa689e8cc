"""How a paper is named in one line."""


def cited(kind: str | None, number: str | None, signed: str | None) -> str | None:
    """A paper in one line: `cell-resolution 12-NQ/CB of 2024-03-01`; None where there is none.

    >>> cited("decision", None, "2024-03-01")
    'decision of 2024-03-01'
    """
    if kind is None:
        return None
    return " ".join(filter(None, (kind, number, signed and f"of {signed}")))
