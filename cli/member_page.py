"""One person's record as a page to print: HTML that needs nothing beside it."""

import re
from collections.abc import Iterable
from functools import partial
from html import escape
from itertools import groupby
from typing import Final

from admission.app.labels import in_record, of_member
from admission.projections.member.queries import Member, MemberRow

_COLUMNS: Final = ("on_day", "what", "said", "unit_name", "document", "position")
_PAPER: Final = re.compile(r"(?P<kind>\S+)(?: (?!of )(?P<number>.+?))?(?: of (?P<day>\S+))?")
_STYLE: Final = (
    "body{font-family:serif;margin:2em}h1{font-size:1.4em}h2{font-size:1.1em;margin:1.2em 0 .3em}"
    "table{border-collapse:collapse;width:100%;font-size:.9em}"
    "th,td{border:1px solid #999;padding:.2em .4em;text-align:left;vertical-align:top}"
    "tr{break-inside:avoid}h2{break-after:avoid}"
)


def member_page(
    found: Member, as_of: str, position: int, language: str, *, demonstration: bool
) -> str:
    """The record, section by section, in a language; what is written by people stays as it is."""
    called = partial(of_member, "headings", language=language)
    name = found.name or found.person
    known = f"{called('as_of')} {as_of}, {called('known_at')} {position}."
    recorded = f"{called('recorded_as')}: {', '.join((*found.records, *found.candidacies))}"
    said = (known, recorded, *([called("demonstration")] if demonstration else []))
    about = "\n".join(f"<p>{escape(line)}</p>" for line in said)
    sections = groupby(found.page.rows, lambda row: row.section)
    body = "\n".join(_section(section, rows, language) for section, rows in sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(called('title'))}: {escape(name)}</title>\n<style>{_STYLE}</style>\n"
        f"</head>\n<body>\n<h1>{escape(called('title'))}: {escape(name)}</h1>\n"
        f"{about}\n{body}\n</body>\n</html>\n"
    )


def _section(section: str, rows: Iterable[MemberRow], language: str) -> str:
    """A table of those columns in which there is anything."""
    cells = [_cells(row, language) for row in rows]
    shown = [column for column in _COLUMNS if any(row[column] for row in cells)]
    head = "".join(f"<th>{escape(of_member('headings', each, language))}</th>" for each in shown)
    lines = (
        "<tr>" + "".join(f"<td>{escape(row[column])}</td>" for column in shown) + "</tr>"
        for row in cells
    )
    heading = escape(of_member("sections", section, language))
    return f"<h2>{heading}</h2>\n<table>\n<tr>{head}</tr>\n" + "\n".join(lines) + "\n</table>"


def _cells(row: MemberRow, language: str) -> dict[str, str]:
    day = row.on_day or ""
    return {
        "on_day": of_member("headings", day, language) if day == "unknown" else day,
        "what": in_record(row.what, language=language),
        "said": ", ".join(_said(part, row.what, language) for part in row.said),
        "unit_name": row.unit_name or row.unit or "",
        "document": _paper(row.document or "", language),
        "position": "" if row.position is None else str(row.position),
    }


def _said(part: str, about: str, language: str) -> str:
    word, colon, value = part.partition(": ")
    return f"{in_record(word, about, language)}{colon}{value}"


def _paper(document: str, language: str) -> str:
    found = _PAPER.fullmatch(document)
    if found is None:
        return document
    of = found["day"] and f"{of_member('headings', 'of', language)} {found['day']}"
    kind = in_record(found["kind"], language=language)
    return " ".join(filter(None, (kind, found["number"], of)))
