"""The rulebook files that come with the program."""

from importlib.resources import files
from typing import Final

_FOLDER: Final = files("admission.domain.rulebooks")
_ENDING: Final = ".toml"


def shipped_ids() -> tuple[str, ...]:
    """The ids of the rulebooks that come with the program, in the order of their names."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))


def shipped_text(rulebook: str) -> str:
    """The text of a rulebook that comes with the program.

    Raises:
        LookupError: where there is none of that id.
    """
    if rulebook not in shipped_ids():
        raise LookupError(rulebook)
    return (_FOLDER / f"{rulebook}{_ENDING}").read_bytes().decode()
