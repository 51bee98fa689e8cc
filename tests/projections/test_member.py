"""The handbook: one person's whole record, section by section."""

from admission.app.recorders.ports import Connection
from admission.projections.member.queries import SECTIONS, MemberRow, show_member
from tests.projections.histories import an_id
from tests.projections.organisation.people import JOINED
from tests.projections.organisation.who import AN, BADGED, C2, DUNG, GIANG, KHOA, S

END = "2025-12-31"


def lines(views: Connection, person: str, section: str, **asked: object) -> list[MemberRow]:
    found = show_member(views, person, **{"as_of": END, **asked})  # type: ignore[arg-type]
    assert found is not None
    return [row for row in found.page.rows if row.section == section]


def told(rows: list[MemberRow]) -> list[tuple[str | None, str, tuple[str, ...]]]:
    return [(row.on_day, row.what, row.said) for row in rows]


def test_a_path_is_told_milestone_by_milestone_with_papers_and_places(
    views: Connection,
) -> None:
    rows = lines(views, AN.person, "candidacies")
    assert [row.what for row in rows] == [
        "pool-entered",
        "class-certified",
        "dossier-permitted",
        "cell-resolved",
        "grassroots-resolved",
        "admission-answered",
        "admission-decided",
        "ceremony-held",
        "recognised",
        "standing",
    ]
    assert (rows[2].document, rows[2].unit_name) == ("decision 1-QĐ", "First cell")
    assert (rows[-1].on_day, rows[-1].said) == ("2025-03-01", ("official-member", "youth"))
    recorded = {row.position: row.on_day for row in lines(views, AN.person, "events")}
    assert recorded[rows[7].position] == rows[7].on_day == "2024-02-20"


def test_a_member_has_days_party_age_and_movements(views: Connection) -> None:
    decided, official, age = lines(views, AN.person, "membership")
    assert [decided.on_day, official.on_day] == ["2024-02-01", "2025-02-20"]
    assert (age.what, age.said[:3]) == (
        "party_age",
        ("years: 1", "months: 10", "counts_from: 2024-02-01"),
    )
    assert told(lines(views, AN.person, "movements")) == [("2024-02-20", "admitted", ())]


def test_each_register_has_its_section(views: Connection) -> None:
    an, giang, dung = AN.person, GIANG.person, DUNG.person
    assert told(lines(views, an, "classes")) == [
        ("2023-03-06", "awareness", ("Class", "passed", "sessions: 5", "certificate: A1"))
    ]
    assert told(lines(views, an, "rankings")) == [
        ("2024-01-10", "member", ("excellent", "year: 2023"))
    ]
    assert told(lines(views, giang, "disciplines")) == [("2024-10-07", "warning", ())]
    assert told(lines(views, giang, "screenings")) == [
        ("2024-11-04", "no-party-life", ("educated: 2024-11-18",))
    ]
    assert told(lines(views, giang, "reviews")) == [
        ("2023-12-20", "personnel", ("concluded: 2024-01-15",))
    ]
    assert told(lines(views, an, "attendances")) == [("2025-03-06", "held", ("committee-member",))]
    assert told(lines(views, an, "notes")) == [
        ("2025-04-01", "closed", ("Lời 1", "closed: 2025-05-10"))
    ]
    assert told(lines(views, dung, "enlistment")) == [
        ("2024-02-25", "2024", ("deferred: 2024-01-20",))
    ]
    assert [row.said for row in lines(views, BADGED, "cards")] == [
        ("01234567", "handed_over: 2024-03-01")
    ]
    assert len(lines(views, an_id("person", 31), "badges")) == 1
    assert {row.unit for row in lines(views, an_id("person", 6), "supervisions")} > {S}
    assert [row.document for row in lines(views, an, "scans")] == [
        "permission 8-QĐ of 2023-04-01",
        None,
    ]
    assert next(row.said for row in lines(views, an, "particulars")) == ("farmer", "youth-union")


def test_of_a_complaint_it_is_said_that_there_is_one(views: Connection) -> None:
    rows = lines(views, DUNG.person, "complaints")
    assert told(rows) == [
        ("2024-03-04", "denunciation", ("resolved: 2024-03-20",)),
        ("2024-04-02", "denunciation", ("open",)),
    ]
    assert not any("nội dung" in str(row) or "Đỗ Văn Tố" in str(row) for row in rows)


def test_joined_persons_are_one(views: Connection) -> None:
    """Under either name, from the day on which they were joined; a year is ranked once."""
    kept, other = an_id("person", 16), an_id("person", 17)
    found = show_member(views, other, as_of=END)
    assert found is not None
    assert found == show_member(views, kept, as_of=END)
    assert (found.person, found.records, found.candidacies) == (kept, (kept, other), (KHOA.id,))
    names = [row.said for row in lines(views, kept, "identity") if row.what == "name"]
    assert names == [("Vũ Khoa",), ("Vũ Khoa Minh", f"record: {other}")]
    assert [row.unit for row in lines(views, kept, "rankings")] == [C2]
    before = show_member(views, other, as_of="2024-08-31")
    assert before is not None
    assert (before.person, before.records) == (other, (other,))
    assert JOINED > "2024-08-31"


def test_both_clocks_are_asked(views: Connection) -> None:
    early = lines(views, AN.person, "candidacies", as_of="2024-02-19")
    assert early[-1].said[0] == "awaiting-ceremony"
    assert "ceremony-held" not in [row.what for row in early]
    assert lines(views, AN.person, "candidacies", known_at=50) == []
    assert lines(views, AN.person, "rankings", known_at=50) == []
    assert show_member(views, AN.person, as_of="2022-12-31") is None
    assert show_member(views, an_id("person", 999), as_of=END) is None


def test_who_is_erased_is_called_so(views: Connection) -> None:
    rows = lines(views, an_id("person", 6), "identity")
    assert told(rows) == [(None, "name", ("erased",)), (None, "born", ("erased",))]


def test_a_record_is_given_in_pages(views: Connection) -> None:
    whole = show_member(views, AN.person, as_of=END)
    first = show_member(views, AN.person, as_of=END, limit=7)
    assert whole is not None
    assert first is not None
    rest = show_member(views, AN.person, as_of=END, after=first.page.next)
    assert rest is not None
    assert first.page.rows + rest.page.rows == whole.page.rows
    assert [row.section for row in whole.page.rows] == sorted(
        (row.section for row in whole.page.rows), key=list(SECTIONS).index
    )
