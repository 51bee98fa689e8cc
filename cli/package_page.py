"""The page by which somebody without the program reads a package: plain HTML, nothing loaded."""

from collections.abc import Iterable, Sequence
from functools import partial
from html import escape
from typing import Any, Final

from admission.app.labels import legend_of_package, meaning_in_package, of_package
from cli.output import UNKNOWN, as_json
from cli.package_parts import Part

_STYLE: Final = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "overflow-wrap:anywhere}"
    "table{border-collapse:collapse;margin:1em 0;width:100%}"
    "td,th{border:1px solid #999;padding:.2em .6em;text-align:left;vertical-align:top}"
    "td:first-child{font-family:monospace}pre{background:#eee;padding:.6em;overflow-x:auto}"
    "@media print{body{font-size:11px;max-width:none;margin:0}tr{break-inside:avoid}"
    "h2{break-after:avoid}a{color:inherit}}"
)


def page(
    title: str,
    about: Sequence[str],
    parts: Iterable[Part],
    files: Iterable[tuple[str, str]],
    language: str = "en",
) -> str:
    """The page: what is true of all, how it is checked, each figure explained, further files."""
    word = partial(of_package, "words", language=language)
    body = [f"<h1>{escape(title)}</h1>", *(f"<p>{escape(line)}</p>" for line in about)]
    body += [f"<h2>{escape(word('checked'))}</h2>", "<pre>python verifier.py . --key KEY</pre>"]
    body.append(f"<p>{escape(word('check'))}</p>")
    for part in parts:
        body += _section(part, language)
    body += [f"<h2>{escape(word('files'))}</h2>", "<ul>"]
    body += [f"<li>{_link(name)}: {escape(said)}</li>" for name, said in files]
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
    found = [f"<tr><th>{word('figure' if first else 'column')}</th>{value}"]
    found.append(f"<th>{word('meaning')}</th></tr>")
    for column in part.columns:
        value = f"<td>{escape(_shown(first[column.key]))}</td>" if first else ""
        meaning = meaning_in_package(part.kind, column.key, language) or column.meaning
        found.append(f"<tr><td>{escape(column.key)}</td>{value}<td>{escape(meaning)}</td></tr>")
    return found


def _shown(value: Any) -> str:  # noqa: ANN401 - as it stands in a row
    if value is None:
        return UNKNOWN
    return as_json(value) if isinstance(value, dict | list | tuple) else str(value)


def _link(name: str) -> str:
    return f'<a href="{escape(name)}">{escape(name)}</a>'
