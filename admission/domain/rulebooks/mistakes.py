"""What is wrong with a rulebook file: the line, the place, and a sentence."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Mistake(NamedTuple):
    """One mistake in a rulebook file.

    `line` counts from 1; `place` is such as `deadline 3 (DEC-15), amount`; `sentence` says what is
    wrong and what would be right.
    """

    line: int
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.place}: {self.sentence}"


class RulebookMistakes(ValueError):  # noqa: N818 - it is the list of them that is raised
    """A text is not a rulebook; `mistakes` lists everything that is wrong with it."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


def one_of(names: Iterable[str], given: str = "") -> str:
    """The names that would be right, the likeliest alone where one is close to what was given.

    >>> one_of(["cell-voted", "ended"], "cell-votet")
    'did you mean "cell-voted"?'
    >>> one_of(["cell", "committee"])
    'it must be one of "cell", "committee"'
    """
    known = list(names)
    close = get_close_matches(given, known, n=1, cutoff=0.75)
    if close:
        return f'did you mean "{close[0]}"?'
    if not known:
        return "there is none of that kind"
    return "it must be one of " + ", ".join(f'"{name}"' for name in known)
