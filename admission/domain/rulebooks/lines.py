"""Where in a TOML text a table or a key stands; the standard reader does not say."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([\w.\"'-]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"^\s*[\"']?([\w-]+)[\"']?\s*[=.]")
_QUOTES: Final = re.compile(r'"""|' + r"'''")


class _Block(NamedTuple):
    """A header with the lines under it; the first block has neither name nor header."""

    table: str
    start: int
    keys: dict[str, int]


class Lines:
    """The lines of a TOML text on which its tables and keys begin, counted from 1."""

    def __init__(self, text: str) -> None:
        self._blocks = [_Block("", 1, {})]
        for number, line in _outside_long_strings(text):
            if header := _HEADER.match(line):
                name = header[2].replace('"', "").replace("'", "")
                self._blocks.append(_Block(name, number, {}))
            elif key := _KEY.match(line):
                self._blocks[-1].keys.setdefault(key[1], number)

    def of(self, *path: str | int) -> int:
        """The line of a place such as `("deadline", 2, "amount")`, or the nearest one around it."""
        table, *rest = path or ("",)
        number = rest.pop(0) if rest and isinstance(rest[0], int) else 0
        blocks = self._entry(str(table), int(number))
        if not blocks:
            return self._blocks[0].keys.get(str(table), 1)
        return _within(blocks, rest)

    def _entry(self, table: str, number: int) -> list[_Block]:
        """The block of the n-th entry of a table, and those of the tables within that entry."""
        starts = [at for at, block in enumerate(self._blocks) if block.table == table]
        if number >= len(starts):
            return []
        found = [self._blocks[starts[number]]]
        for block in self._blocks[starts[number] + 1 :]:
            if not block.table.startswith(table + "."):
                break
            found.append(block)
        return found


def _within(blocks: list[_Block], path: list[str | int]) -> int:
    """The line of a place within an entry, whose own block is the first."""
    here, line = blocks[0], blocks[0].start
    inner: list[_Block] = []
    for part in path:
        if isinstance(part, int):
            here = inner[part] if part < len(inner) else here
        elif inner := [block for block in blocks if block.table.endswith(f".{part}")]:
            here = inner[0]
        elif part in here.keys:
            line = here.keys[part]
            continue
        line = max(line, here.start)
    return line


def _outside_long_strings(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines that do not begin within a string of several lines."""
    within = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not within:
            yield number, line
        for quotes in _QUOTES.findall(line):
            within = "" if quotes == within else within or quotes
