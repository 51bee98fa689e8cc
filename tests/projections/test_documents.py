"""Scans, what they belong to, and the steps that rest on no document."""

from admission.app.recorders.ports import Connection
from admission.projections.documents.queries import (
    count_undocumented_steps,
    digests,
    list_scans,
    scans_of_steps,
    undocumented_steps,
)
from admission.projections.timeline.queries import history
from tests.projections.organisation.who import (
    AN,
    BINH,
    C2,
    CHI,
    DUNG,
    GIANG,
    KHOA,
    NAMES,
    SCAN_ONE,
    SCAN_THREE,
    SCAN_TWO,
    D,
    G,
    S,
)

END = "2025-12-31"


def positions(views: Connection, stream: str) -> dict[str, int]:
    return {row.type: row.position for row in history(views, stream, as_of=END).rows}


def test_a_scan_is_listed_with_each_thing_that_it_belongs_to(views: Connection) -> None:
    rows = list_scans(views, as_of=END).rows
    assert [(row.sha256, row.about, row.type, row.kept_on) for row in rows] == [
        (SCAN_ONE, AN.id, "dossier-permitted", "2025-04-02"),
        (SCAN_ONE, D, None, "2025-04-03"),
        (SCAN_TWO, AN.id, "pool-entered", "2025-04-04"),
    ]
    first = rows[0]
    assert first.position == positions(views, AN.id)["dossier-permitted"]
    assert (first.kind, first.number, first.signed) == ("permission", "8-QĐ", "2023-04-01")
    assert (first.title, rows[1].title) == ("Quyết định của An", None)


def test_scans_are_asked_for_by_day_thing_digest_and_page(views: Connection) -> None:
    def found(**asked: object) -> list[tuple[str, str | None]]:
        rows = list_scans(views, **{"as_of": END, **asked}).rows  # type: ignore[arg-type]
        return [(row.sha256, row.about) for row in rows]

    assert found(as_of="2025-04-01") == []
    assert found(as_of="2025-04-02") == [(SCAN_ONE, AN.id)]
    assert found(about=D) == [(SCAN_ONE, D)]
    assert found(digest=SCAN_TWO[:8]) == [(SCAN_TWO, AN.id)]
    first = list_scans(views, as_of=END, limit=1)
    rest = list_scans(views, as_of=END, after=first.next)
    assert first.rows + rest.rows == list_scans(views, as_of=END).rows


def test_a_step_has_the_scan_that_it_names_and_those_kept_with_it_later(
    views: Connection,
) -> None:
    of_an, of_giang = positions(views, AN.id), positions(views, GIANG.id)
    assert scans_of_steps(views, AN.id, GIANG.id, as_of=END) == {
        of_an["dossier-permitted"]: (SCAN_ONE,),
        of_an["pool-entered"]: (SCAN_TWO,),
        of_giang["helper-assigned"]: (SCAN_THREE,),
    }
    assert scans_of_steps(views, BINH.id, as_of=END) == {}
    assert scans_of_steps(views, AN.id, as_of="2025-04-02").keys() == {of_an["dossier-permitted"]}
    before = of_giang["helper-assigned"] - 1
    assert scans_of_steps(views, GIANG.id, as_of=END, known_at=before) == {}


def test_a_step_with_an_empty_place_for_a_document_is_listed(views: Connection) -> None:
    """A certificate and an entry have a place for one; a vote cannot be without."""
    rows = undocumented_steps(views, as_of=END).rows
    assert {row.type for row in rows} == {"certificate-recorded", "pool-entered", "ceremony-held"}
    assert len(rows) == count_undocumented_steps(views, as_of=END)
    assert [row.position for row in rows] == sorted(row.position for row in rows)
    assert {row.candidate for row in rows} == {one.id for one in (AN, BINH, CHI, DUNG, GIANG, KHOA)}


def test_a_scan_kept_with_a_step_is_its_document(views: Connection) -> None:
    entered = positions(views, AN.id)["pool-entered"]

    def listed(as_of: str, known_at: int | None = None) -> bool:
        rows = undocumented_steps(views, as_of=as_of, known_at=known_at).rows
        return entered in {row.position for row in rows}

    assert listed("2025-04-03")
    assert not listed("2025-04-04")
    assert listed(END, known_at=positions(views, AN.id)["member-recognised"])


def test_undocumented_steps_are_asked_by_unit_and_in_pages(views: Connection) -> None:
    whole = undocumented_steps(views, as_of=END).rows
    of_school = undocumented_steps(views, as_of=END, unit=S).rows
    of_commune = undocumented_steps(views, as_of=END, unit=G).rows
    assert {(row.candidate, row.unit) for row in of_school} == {(DUNG.id, S)}
    assert {row.unit for row in of_commune if row.candidate == CHI.id} == {C2}
    assert len(of_school) + len(of_commune) == len(whole) > len(NAMES)
    first = undocumented_steps(views, as_of=END, limit=2)
    rest = undocumented_steps(views, as_of=END, after=first.next)
    assert first.rows + rest.rows == whole


def test_every_digest_that_was_ever_named_is_found_by_its_beginning(
    views: Connection,
) -> None:
    assert digests(views, "a1") == sorted([SCAN_ONE, SCAN_THREE])
    assert digests(views, SCAN_TWO) == [SCAN_TWO]
    assert digests(views, "f") == []
