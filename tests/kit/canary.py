"""Words that stand nowhere else, and the search for their bytes in files, in whatever form.

`python -m tests.kit.canary WORD FOLDER` prints the files in which a word is found.
"""

import base64
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from admission.app.recorders.addresses import address_in
from tests.placing import held

_PLACES_IN_BASE64 = 3
ROWS = {
    ".projections": "admission_rows",
    ".projections-locked": "admission_rows_locked",
}


class Found(NamedTuple):
    """A word that was found, in which file and form."""

    file: str
    word: str
    form: str


def canary(number: int) -> str:
    """A name that nobody has, with letters that are written in more than one way."""
    return f"Đặng Ẩm Kỳ Quặc{number:04d} Ứớ"


def forms(word: str) -> dict[str, bytes]:
    """The bytes of a word by form: as text in three encodings, composed or not, hex, base64."""
    found: dict[str, bytes] = {}
    for norm in ("NFC", "NFD"):
        for case, text in _cases(normalize(norm, word)):
            for codec in ("utf-8", "utf-16-le", "utf-16-be"):
                said = text.encode(codec)
                name = f"{codec} {norm} {case}"
                found[name] = said
                found[f"hex {name}"] = said.hex().encode()
                for shift in range(_PLACES_IN_BASE64):
                    found[f"base64 {name} {shift}"] = _inside_base64(said, shift)
            found[f"json {norm} {case}"] = text.encode("ascii", "backslashreplace")
    return found


def _cases(text: str) -> Iterator[tuple[str, str]]:
    yield from (("as it is", text), ("lower", text.lower()), ("upper", text.upper()))


def _inside_base64(said: bytes, shift: int) -> bytes:
    """What base64 of anything shows that has these bytes in it, after so many others."""
    encoded = base64.b64encode(bytes(shift) + said)
    return encoded[4 if shift else 0 : -4]


def search(files: Iterable[Path], words: Iterable[str]) -> list[Found]:
    """Where any of the words stands; hexadecimal digits are looked for in small and in capital."""
    wanted = [(word, form, said) for word in words for form, said in forms(word).items()]
    found = []
    for path in files:
        content = content_of(path)
        in_small = content.lower()
        found += [
            Found(str(path), word, form)
            for word, form, said in wanted
            if said in (in_small if form.startswith("hex") else content)
        ]
    return found


def files_in(*folders: Path) -> list[Path]:
    """Every file below some folders; of a store on a server also where its rows would lie."""
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    rows = [
        path.with_name(f"{path.name}{end}") for path in found if address_in(path) for end in ROWS
    ]
    return sorted(found + [path for path in rows if content_of(path)])


def content_of(path: Path) -> bytes:
    """The bytes of a file; of a store on a server, or of its rows, those in the database too."""
    content = path.read_bytes() if path.exists() else b""
    if address_in(path) is not None:
        return content + held(path, "admission")
    for end, schema in ROWS.items():
        place = path.with_name(path.name.removesuffix(end))
        if place != path and address_in(place) is not None:
            return content + held(place, schema)
    return content


def main(word: str, folder: str) -> None:
    """Print the files in which a word is found, and in which form."""
    for one in search(files_in(Path(folder)), [word]):
        print(f"{one.file}: {one.form}")  # noqa: T201 - that is what it is for


if __name__ == "__main__":
    main(*sys.argv[1:])
