"""Chains of bodies that could not vote, because no majority is said for them."""

from collections.abc import Iterator
from typing import Final

from admission.domain.rulebooks.checks.placed import File, Found
from admission.domain.rulebooks.entries.bodies import Chain, Quorum

_MATTERS: Final = ("admission", "recognition", "deletion")


def wrong_steps(file: File) -> Found:
    """Chains that do not go up from the cell."""
    order = ["cell", "department", "grassroots"]
    for one in file.own():
        if isinstance(one.entry, Chain):
            steps = list(one.entry.steps)
            if steps[:1] != ["cell"] or steps != [step for step in order if step in steps]:
                yield one.at("steps"), 'it must be "cell", then "department", then "grassroots"'


def missing_quorums(file: File) -> Found:
    """Bodies of a chain whose majority is not said for every matter that they vote on."""
    if "quorum" in file.broken:
        return
    said = {
        (one.entry.body, matter)
        for one in file.placed
        if isinstance(one.entry, Quorum)
        for matter in one.entry.matters
    }
    for one in file.own():
        for field, body in _voting(one.entry) if isinstance(one.entry, Chain) else ():
            lacking = [matter for matter in _MATTERS if (body, matter) not in said]
            if lacking:
                yield one.at(field), _sentence(body, lacking)


def _voting(chain: Chain) -> Iterator[tuple[str, str]]:
    yield "quorum", chain.quorum
    yield from (("steps", step) for step in chain.steps if step != "department")


def _sentence(body: str, lacking: list[str]) -> str:
    return f'add a [[quorum]] with body = "{body}" for {" and ".join(lacking)}: there is none'
