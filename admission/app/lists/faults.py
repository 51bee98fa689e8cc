"""What can be wrong with a list: with the whole of it, or with one of its rows."""


class ListFault(Exception):  # noqa: N818 - said to people as it is
    """The list cannot be read at all: one sentence, and what to do."""


class RowFault(ValueError):  # noqa: N818 - said to people as it is
    """One row is no command: one sentence, without what stands in the row."""
