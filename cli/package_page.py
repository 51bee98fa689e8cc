"""The page by which somebody without the program reads a package: plain HTML, nothing loaded."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from html import escape
from typing import Any, Final

from admission.app.labels import (
    codes_in_package,
    legend_of_package,
    meaning_in_package,
    of_package,
)
from cli.output import UNKNOWN, Column, as_json
from cli.package_parts import Part

_STYLE: Final = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "overflow-wrap:break-word}time{white-space:nowrap}"
    "table{border-collapse:collapse;margin:1em 0;width:100%}"
    "td,th{border:1px solid #999;padding:.2em .6em;text-align:left;vertical-align:top}"
    "td:first-child{font-family:monospace}td:nth-child(2):not(:last-child){overflow-wrap:anywhere}"
    "pre{background:#eee;padding:.6em;overflow-x:auto}"
    "@media print{body{font-size:11px;max-width:none;margin:0}tr{break-inside:avoid}"
    "h2{break-after:avoid}a{color:inherit}}"
)
_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def page(
    title: str,
    about: Sequence[str],
    parts: Iterable[Part],
    files: Iterable[tuple[str, str]],
    language: str = "en",
) -> str:
    """The page: what is true of all, how it is checked, each figure explained, further files."""
    word = partial(of_package, "words", language=language)
    body = [f"<h1>{_told(title)}</h1>", *(f"<p>{_told(line)}</p>" for line in about)]
    body += [f"<h2>{escape(word('checked'))}</h2>", "<pre>python verifier.py . --key KEY</pre>"]
    body.append(f"<p>{escape(word('check'))}</p>")
    for part in parts:
        body += _section(part, language)
    body += [f"<h2>{escape(word('files'))}</h2>", "<ul>"]
    body += [f"<li>{_link(name)}: {_told(said)}</li>" for name, said in files]
    body.append("</ul>")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
    )
    lines = ("<!doctype html>", f'<html lang="{language}"><head>{head}</head><body>', *body)
    return "\n".join([*lines, "</body></html>", ""])


def _section(part: Part, language: str) -> list[str]:
    word = partial(of_package, "words", language=language)
    files = f"{_link(f'{part.name}.csv')}, {_link(f'{part.name}.json')}"
    heading, sentence = (
        escape(of_package(table, part.kind, language, year=part.year))
        for table in ("headings", "sentences")
    )
    found = [f"<h2>{heading}</h2>", f"<p>{sentence}</p>"]
    found.append(f"<p>{escape(word('rows', rows=len(part.rows)))}: {files}</p>")
    legend = legend_of_package(part.kind, language)
    notes = part.notes if legend is None else legend
    if notes:
        found += ["<ul>", *(f"<li>{escape(note)}</li>" for note in notes), "</ul>"]
    return [*found, "<table>", *_columns(part, language), "</table>"]


def _columns(part: Part, language: str) -> list[str]:
    """What each column means, and of figures what it says of the first unit."""
    word = partial(of_package, "words", language=language)
    first = part.rows[0] if part.rows and part.name.startswith("figures/") else None
    value = f"<th>{escape(str(first['name']))}</th>" if first else ""
    named = f"<th>{word('figure' if first else 'column')}</th>"
    found = [f"<thead><tr>{named}{value}<th>{word('meaning')}</th></tr></thead>"]
    for column in part.columns:
        value = f"<td>{_shown(column.key, first[column.key], language)}</td>" if first else ""
        key = escape(column.key).replace("_", "_<wbr>")
        found.append(f"<tr><td>{key}</td>{value}<td>{_meaning(part, column, language)}</td></tr>")
    return found


def _meaning(part: Part, column: Column, language: str) -> str:
    """What a column means, with the codes that occur in it."""
    meaning = meaning_in_package(part.kind, column.key, language) or column.meaning
    words = codes_in_package(column.key, language)
    found = sorted({row[column.key] for row in part.rows} & words.keys()) if words else []
    known = "; ".join(f"{code} = {words[code]}" for code in found)
    return escape(f"{meaning}: {known}" if known else meaning)


def _shown(column: str, value: Any, language: str) -> str:  # noqa: ANN401 - as it stands in a row
    if value is None:
        return UNKNOWN
    if not isinstance(value, str):
        return escape(as_json(value))
    return _told(codes_in_package(column, language).get(value, value))


def _told(text: str) -> str:
    """A text in which no day is broken off at the end of a line."""
    return _DAY.sub(r"<time>\g<0></time>", escape(text))


def _link(name: str) -> str:
    return f'<a href="{escape(name)}">{escape(name)}</a>'
