"""From the lines of a CSV file to rows: each a command not yet checked, or a sentence."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TextIO, TypeVar
from uuid import UUID

from admission.app.envelope import utc_text
from admission.app.lists.cells import reader_of
from admission.app.lists.columns import Column
from admission.app.lists.days import Forms
from admission.app.lists.faults import ListFault, RowFault
from admission.app.lists.header import Header, delimiter_of, read_header
from admission.app.lists.keys import Keys
from admission.app.shapes import KEPT_KEY, NEW, field_shape
from admission.domain.kernel.messages import Command

T = TypeVar("T")
_in_one_order: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
).encode


class Row(NamedTuple):
    """One row: its line in the file, what it says in a normal form, and the command it becomes.

    `above` is the thing of the same kind that it refers to (the superior of a unit), or None.
    """

    line: int
    id: str
    content: str
    fields: dict[str, Any]
    envelope: dict[str, str]
    above: str | None


class BadRow(NamedTuple):
    """A row that is no command: what was meant to be its id is not known."""

    line: int
    sentence: str


class Lines:
    """The lines of a list after its header, as cells; `delimiter` is how it is written.

    Raises:
        ListFault: the header does not fit, or, when iterated, quotation marks are not closed.
    """

    def __init__(self, file: TextIO, kind: type[Command], *, demonstration: bool) -> None:
        first = file.readline()
        self.delimiter = delimiter_of(first)
        file.seek(0)
        self._lines = csv.reader(file, delimiter=self.delimiter, strict=True)
        cells = next(self._next(), [])
        self.header = read_header(cells, kind, demonstration=demonstration)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Line number, from 1, and cells of each row that is not empty."""
        before = self._lines.line_num
        for cells in self._next():
            if any(map(str.strip, cells)):
                yield before + 1, cells
            before = self._lines.line_num

    def _next(self) -> Iterator[list[str]]:
        try:
            yield from self._lines
        except csv.Error as error:
            raise ListFault(
                f"line {self._lines.line_num}: the quotation marks of a cell are not closed, or "
                f"something stands behind them ({error})."
            ) from error


class Reader:
    """Reads the cells of rows under a header."""

    def __init__(self, header: Header, kind: type[Command], keys: Keys) -> None:
        self.forms = Forms()
        self._header = header
        self._kind = kind
        self._keys = keys
        self._new = NEW.get(kind.NAME)
        self._columns = [
            (at, column, reader_of(column, self.forms)) for at, column in header.fields
        ]
        own = field_shape(kind.model_fields[self._new]).kind if self._new else ""
        self._above = [
            column.name
            for _, column in header.fields
            if own and column.shape.kind == own and column.name != self._new
        ]

    def read(self, line: int, cells: Sequence[str]) -> Row | BadRow:
        """What a row says."""
        if any(map(str.strip, cells[len(self._header.written) :])):
            return BadRow(line, "the row has more cells than the header has columns.")
        try:
            said = self._said(cells)
            content = _in_one_order(said)
            fields = self._fields(said, content)
            envelope = self._envelope(cells)
        except RowFault as fault:
            return BadRow(line, f"{fault}.")
        id_ = envelope.pop("id", None) or self._keys.command(self._kind.NAME, content)
        above = next((fields[name] for name in self._above if name in fields), None)
        return Row(line, id_, content, fields, envelope, above)

    def _said(self, cells: Sequence[str]) -> dict[str, Any]:
        """The values of the cells by the names of their columns, empty ones left out."""
        said = {}
        for at, column, read in self._columns:
            text = cells[at].strip() if at < len(cells) else ""
            if text:
                said[column.name] = _at(column.name, read, text)
        return said

    def _fields(self, said: dict[str, Any], content: str) -> dict[str, Any]:
        """The fields as a line of JSON would have them: nested, and ids instead of keys."""
        fields: dict[str, Any] = {}
        for _, column, _ in self._columns:
            if column.name in said:
                inner = fields
                for part in column.path[:-1]:
                    inner = inner.setdefault(part, {})
                inner[column.path[-1]] = self._with_ids(column, said[column.name])
        if self._new and self._new not in fields:
            fields[self._new] = self._begun(said, content)
        elif self._new and KEPT_KEY in self._kind.model_fields and _is_key(fields, said, self._new):
            fields[KEPT_KEY] = said[self._new]
        return fields

    def _with_ids(self, column: Column, value: Any) -> Any:  # noqa: ANN401 - plain JSON
        kind = column.shape.kind
        if not kind:
            return value
        if isinstance(value, list):
            return [_at(column.name, self._keys.thing, kind, one) for one in value]
        return _at(column.name, self._keys.thing, kind, value)

    def _begun(self, said: dict[str, Any], content: str) -> str:
        """The id of the thing that the row begins: a unit's from its code, for others to name."""
        kind = field_shape(self._kind.model_fields[self._new or ""]).kind
        if kind == "unit" and "code" in said:
            return _at("code", self._keys.thing, kind, said["code"])
        return self._keys.begun_by(kind, content)

    def _envelope(self, cells: Sequence[str]) -> dict[str, str]:
        found = {}
        for at, name in self._header.envelope:
            text = cells[at].strip() if at < len(cells) else ""
            if text:
                found[name] = _at(name, self._checked, name, text)
        return found

    def _checked(self, name: str, text: str) -> str:
        if name == "id":
            return _uuid(text)
        if name == "recorded_at":
            return _moment(text)
        if name == "for_unit":
            unit = text if text.startswith("unit-") else self._keys.unit(text)
            if unit is None:
                raise RowFault("there is no such unit; `admission unit list` shows them all")
            return unit
        return text


def _is_key(fields: dict[str, Any], said: dict[str, Any], name: str) -> bool:
    """Whether a cell names a thing otherwise than by its id."""
    return bool(fields[name] != said[name])


def _at(column: str, read: Callable[..., T], *said: str) -> T:
    """What is read; the name of the column before what is wrong in a cell of it."""
    try:
        return read(*said)
    except RowFault as fault:
        raise RowFault(f"{column}: {fault}") from fault


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise RowFault("this is no UUID; leave it out, it is made of what the row says") from error


def _moment(text: str) -> str:
    """As the store writes it, so that moments can be put in order."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RowFault("a time is written with its zone: 2024-03-05T02:15:00Z")
    return utc_text(moment.astimezone(UTC))
