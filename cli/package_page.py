"""The page by which somebody without the program reads a package: plain HTML, nothing loaded."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

from cli.output import UNKNOWN, as_json
from cli.package_parts import Part

_STYLE: Final = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #999;padding:.2em .6em;"
    "text-align:left;vertical-align:top}pre{background:#eee;padding:.6em;overflow-x:auto}"
)
_CHECK: Final = (
    "Python and its package <code>cryptography</code> are all that is needed; KEY is the verifier "
    "key of the log, to be had from whoever keeps the records, not from this folder. It shows that "
    "the events are in the log and that no file was changed since it was packed; it does not show "
    "that an entry is true, or that nothing was withheld before it was recorded."
)


def page(
    title: str, about: Sequence[str], parts: Iterable[Part], files: Iterable[tuple[str, str]]
) -> str:
    """The page: what is true of all, how it is checked, each figure explained, further files."""
    body = [f"<h1>{escape(title)}</h1>", *(f"<p>{escape(line)}</p>" for line in about)]
    body += ["<h2>How it is checked</h2>", "<pre>python verifier.py . --key KEY</pre>"]
    body += [f"<p>{_CHECK}</p>"]
    for part in parts:
        body += _section(part)
    body += ["<h2>Further files</h2>", "<ul>"]
    body += [f"<li>{_link(name)}: {escape(said)}</li>" for name, said in files]
    body.append("</ul>")
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    lines = ("<!doctype html>", f'<html lang="en"><head>{head}</head><body>', *body)
    return "\n".join([*lines, "</body></html>", ""])


def _section(part: Part) -> list[str]:
    files = f"{_link(f'{part.name}.csv')}, {_link(f'{part.name}.json')}"
    found = [f"<h2>{escape(part.name)}</h2>", f"<p>{escape(part.sentence)}</p>"]
    found.append(f"<p>{len(part.rows)} rows: {files}</p>")
    if part.notes:
        found += ["<ul>", *(f"<li>{escape(note)}</li>" for note in part.notes), "</ul>"]
    first = part.rows[0] if part.rows and part.name.startswith("figures/") else None
    found += ["<table>", f"<tr><th>{'figure' if first else 'column'}</th>"]
    found += [f"<th>{escape(str(first['name']))}</th>" if first else "", "<th>meaning</th></tr>"]
    for column in part.columns:
        value = f"<td>{escape(_shown(first[column.key]))}</td>" if first else ""
        meaning = escape(column.meaning)
        found.append(f"<tr><td>{escape(column.key)}</td>{value}<td>{meaning}</td></tr>")
    return [*found, "</table>"]


def _shown(value: Any) -> str:  # noqa: ANN401 - as it stands in a row
    if value is None:
        return UNKNOWN
    return as_json(value) if isinstance(value, dict | list | tuple) else str(value)


def _link(name: str) -> str:
    return f'<a href="{escape(name)}">{escape(name)}</a>'
