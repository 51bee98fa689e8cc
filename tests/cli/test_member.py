"""The handbook at the keyboard: shown, written into a file, and the writing recorded."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from admission.app.labels import in_record, texts
from admission.domain.stages.evolve import CHANGES
from admission.projections.member.queries import SECTIONS
from admission.projections.movements.queries import KINDS
from admission.projections.path import COUNTED
from tests.cli import lines
from tests.cli.calling import Caller, written
from tests.cli.test_queries import LISTINGS

DAY = ("--as-of", "2024-03-31")
PERSON = "person-01939d3c-0000-7000-8000-000000000001"


class Cells(HTMLParser):
    """The texts of a page, each as a reader sees it, and the tags that it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not {"src", "href"} & {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def a_member(hoa_lu: Caller) -> dict[str, Any]:
    found = hoa_lu.done("status", "--stage", "probation", *DAY, "--json").json["rows"][0]
    return dict(found)


def exports(caller: Caller) -> list[dict[str, Any]]:
    events = caller.done("events").lines
    return [row["event"] for row in events if row["type"] == "log-exported"]


def test_a_record_has_the_documented_keys(hoa_lu: Caller) -> None:
    member = a_member(hoa_lu)
    answer = hoa_lu.done("member", "show", member["person"], "--json").json
    listing = LISTINGS["member/1"]
    assert set(listing.extra) <= set(answer)
    assert all(list(row) == [c.key for c in listing.columns] for row in answer["rows"])
    assert (answer["name"], answer["candidacies"]) == (member["name"], [member["candidate"]])
    assert {row["section"] for row in answer["rows"]} >= {"identity", "candidacies", "events"}
    printed = hoa_lu.done("member", "show", member["person"]).out
    assert f"record of {member['name']}" in printed
    assert "ceremony-held" in printed
    unknown = hoa_lu("member", "show", PERSON)
    assert (unknown.code, "`person find` shows their ids" in unknown.err) == (2, True)


def test_an_export_is_what_is_shown_and_is_recorded(hoa_lu: Caller, tmp_path: Path) -> None:
    person, file = a_member(hoa_lu)["person"], tmp_path / "r.json"
    shown = hoa_lu.done("member", "show", person, *DAY, "--json").json
    head = hoa_lu.done("status", "--json").json["position"]
    told = hoa_lu.done("member", "export", person, file, *DAY, "--json").json
    assert (told["file"], told["form"]) == (str(file), "json")
    assert json.loads(file.read_text("utf-8")) == shown
    (noted,) = exports(hoa_lu)
    assert (noted["form"], noted["personal"], noted["head"]) == ("member", True, head + 1)
    then = tmp_path / "then.json"
    hoa_lu.done("member", "export", person, then, *DAY, "--known-at", "2024-01-31")
    early = json.loads(then.read_text("utf-8"))
    assert early["position"] < shown["position"]
    assert len(early["rows"]) < len(shown["rows"])


def test_nothing_is_overwritten_and_nothing_recorded_in_vain(
    hoa_lu: Caller, tmp_path: Path
) -> None:
    person, file = a_member(hoa_lu)["person"], tmp_path / "r.json"
    file.write_text("kept", encoding="utf-8")
    there = hoa_lu("member", "export", person, file)
    assert (there.code, "is there already" in there.err) == (2, True)
    assert file.read_text("utf-8") == "kept"
    nowhere = hoa_lu("member", "export", person, tmp_path / "no" / "r.json")
    assert (nowhere.code, "cannot be written" in nowhere.err) == (2, True)
    nobody = hoa_lu("member", "export", PERSON, tmp_path / "nobody.json")
    assert (nobody.code, (tmp_path / "nobody.json").exists()) == (2, False)
    assert hoa_lu("member", "export", person, tmp_path / "x", "--language", "en").code == 2
    assert exports(hoa_lu) == []


@pytest.mark.parametrize(
    ("language", "heading", "what"),
    [("vi", "Quá trình kết nạp", "lễ kết nạp"), ("en", "Candidacies", "ceremony-held")],
)
def test_a_page_can_be_printed(
    hoa_lu: Caller, tmp_path: Path, language: str, heading: str, what: str
) -> None:
    member, file = a_member(hoa_lu), tmp_path / "r.html"
    hoa_lu.done("member", "export", member["person"], file, "--html", "--language", language)
    page = Cells()
    page.feed(file.read_text("utf-8"))
    assert texts(language)["member"]["headings"]["demonstration"] in page.texts
    assert {heading, what, member["name"], member["unit_name"]} <= set(page.texts)
    assert not {"script", "link", "img"} & page.tags


def test_a_page_holds_whatever_somebody_is_called(call: Caller, tmp_path: Path) -> None:
    name, file = "Đỗ <b>Văn</b> & Cả", tmp_path / "r.html"
    story = [lines.line(1, "register-person", person=PERSON, name=name, born="1970-01-02")]
    call.done("apply", written(tmp_path / "a.jsonl", story))
    call.done("member", "export", PERSON, file, "--html")
    page = Cells()
    page.feed(file.read_text("utf-8"))
    assert name in page.texts
    assert "b" not in page.tags


def test_what_the_key_opens_is_locked_without_it(hoa_lu: Caller) -> None:
    member = a_member(hoa_lu)
    hoa_lu.db.with_name(f"{hoa_lu.db.name}.key").unlink()
    answer = hoa_lu.done("member", "show", member["person"], "--json")
    assert answer.json["name"] == "locked"
    assert member["name"] not in answer.out + answer.err


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_section_has_a_heading(language: str) -> None:
    assert set(texts(language)["member"]["sections"]) == set(SECTIONS)


def test_the_words_of_a_path_are_there_in_vietnamese() -> None:
    words = {*COUNTED, *KINDS, *(kind.TYPE for kind in CHANGES)}
    assert {word for word in words if in_record(word, language="vi") == word} == set()


def test_a_breakdown_has_its_own_words() -> None:
    assert in_record("other", "sources", "vi") == "khác"
    assert in_record("upper-secondary", "schooling", "vi") == "trung học phổ thông"
    assert in_record("Nguyễn Văn An", "name", "vi") == "Nguyễn Văn An"
