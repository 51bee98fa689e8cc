"""A header that fits or not, rows as commands, and ids made of what the rows say."""

import io
import re
from itertools import permutations
from uuid import UUID

import pytest

from admission.app.lists.columns import LISTED, columns_of, kind_called, template_of
from admission.app.lists.faults import ListFault, RowFault
from admission.app.lists.keys import Keys
from admission.app.lists.rows import BadRow, Lines, Reader, Row
from admission.app.lists.staging import Staging
from admission.app.secret import derived_uuid
from admission.domain.decider import COMMANDS

KEY = b"k" * 32
UNIT = "unit-01939d3c-0000-7000-8000-000000000001"
KEYS = Keys(KEY, lambda: {"H1": [UNIT], "Huyện ủy Ý": [UNIT], "Chi bộ 1": [UNIT, UNIT]})
PERSON = "person,name,on\n"


def lines_of(text: str, command: str = "register-person", *, demonstration: bool = False) -> Lines:
    return Lines(io.StringIO(text, newline=""), COMMANDS[command], demonstration=demonstration)


def rows_of(text: str, command: str = "register-person") -> list[Row | BadRow]:
    lines = lines_of(text, command)
    reader = Reader(lines.header, COMMANDS[command], KEYS)
    return [reader.read(number, cells) for number, cells in lines]


def the_row(text: str, command: str = "register-person") -> Row:
    [row] = rows_of(text, command)
    assert isinstance(row, Row), row
    return row


def fault(text: str, command: str = "register-person") -> str:
    [row] = rows_of(text, command)
    assert isinstance(row, BadRow)
    return row.sentence


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_in_the_first_line(delimiter: str) -> None:
    text = f"{PERSON}NM-1,Lê A,2025-07-01\n".replace(",", delimiter)
    row = the_row(text)
    assert row.fields["name"] == "Lê A"
    assert row.fields["on"] == "2025-07-01"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("nmae,on", "there is no column 'nmae'; did you mean name?; these are missing: name"),
        ("name", "these are missing: on"),
        ("name,on,name", "name is there 2 times"),
        ("name,,on", "column 2 has no name"),
        ("name,on,listed_as", "there is no column 'listed_as'"),
        ("", "the first line names no column; `admission template register-person` writes it"),
        ("name,on,recorded_at", "only a demonstration store takes `recorded_at`"),
    ],
)
def test_a_header_that_does_not_fit_is_said_at_once(header: str, said: str) -> None:
    with pytest.raises(ListFault) as refused:
        lines_of(f"{header}\n")
    assert str(refused.value) == f"the header does not fit register-person: {said}."


def test_columns_without_a_name_at_the_end_and_empty_rows_are_passed_over() -> None:
    row = the_row("name,on,,\nLê A,2025-07-01,,\n,,,\n\n")
    assert row.line == 2


def test_cells_that_excel_leaves_out_at_the_end_are_empty() -> None:
    assert the_row("name,on,sex\nLê A,2025-07-01\n").fields["name"] == "Lê A"


def test_more_cells_than_columns_are_a_fault() -> None:
    assert "more cells than the header has columns" in fault("name,on\nLê A,2025-07-01,x\n")


def test_a_row_knows_its_line_though_cells_have_lines_of_their_own() -> None:
    text = 'name,on\n"Lê\nA",2025-07-01\nLê B,2025-07-01\n'
    assert [row.line for row in rows_of(text)] == [2, 4]


@pytest.mark.parametrize("row", ['"Lê A,2025-07-01\n', '"Lê" A,2025-07-01\n'])
def test_quotation_marks_that_are_not_closed_stop_the_list(row: str) -> None:
    with pytest.raises(ListFault, match="quotation marks of a cell are not closed"):
        list(lines_of(f"name,on\n{row}"))


def test_nested_fields_are_dotted_and_several_values_stand_between_bars() -> None:
    row = the_row(
        "person,unit,groups,document.kind,document.signed,on\n"
        "NM-1,H1, youth | women,cell-resolution,01/07/2025,2025-07-01\n",
        "enter-pool",
    )
    assert row.fields["groups"] == ["youth", "women"]
    assert row.fields["document"] == {"kind": "cell-resolution", "signed": "2025-07-01"}


def test_dates_of_a_path_are_pairs_between_bars_and_may_be_unknown() -> None:
    row = the_row(
        "person,unit,standing,on,document.kind,vouched_by,dates\n"
        "N,H1,on-probation,2025-07-01,list,person:M,cv-certified=?|ceremony-held=2024-05\n",
        "take-over",
    )
    known = {"milestone": "ceremony-held", "on": "2024-05"}
    assert row.fields["dates"] == [{"milestone": "cv-certified"}, known]


@pytest.mark.parametrize(
    ("command", "header", "cells", "said"),
    [
        (
            "take-over",
            "person,unit,standing,on,document.kind,vouched_by,dates",
            "N,H1,in-pool,2025-07-01,list,person:M,2024",
            "dates: '2024' is no milestone=on",
        ),
        ("register-person", "name,on,citizen", "Lê A,2025-07-01,maybe", "citizen: this is neither"),
        ("register-person", "name,on,born", "Lê A,2025-07-01,1/13/1990", "born: the month is"),
        ("register-person", "name,on,id", "Lê A,2025-07-01,7", "id: this is no UUID"),
        ("register-person", "name,on", "NguyÔn V¨n A,2025-07-01", "name: the letters are those"),
        ("register-person", "name,on,for_unit", "A,2025-07-01,H9", "for_unit: there is no such"),
        ("enter-pool", "person,unit,on", "NM-1,Chi bộ 1,2025-07-01", "unit: 2 units have this"),
        ("enter-pool", "person,unit,on,basis_months", "NM-1,H1,2025-07-01,2.5", "basis_months: th"),
    ],
)
def test_what_is_wrong_in_a_cell_is_said_with_its_column(
    command: str, header: str, cells: str, said: str
) -> None:
    assert fault(f"{header}\n{cells}\n", command).startswith(said)


def test_a_time_needs_its_zone_in_a_demonstration() -> None:
    text = "name,on,recorded_at\nLê A,2025-07-01,2025-07-01T08:00:00\n"
    lines = lines_of(text, demonstration=True)
    reader = Reader(lines.header, COMMANDS["register-person"], KEYS)
    [row] = [reader.read(*line) for line in lines]
    assert isinstance(row, BadRow)
    assert "with its zone" in row.sentence


def test_the_same_key_is_the_same_thing_in_every_list_and_another_in_another_store() -> None:
    person = the_row(f"{PERSON}NM-1,Lê A,2025-07-01\n").fields["person"]
    entry = the_row("person,unit,on\nNM-1,H1,2025-07-01\n", "enter-pool").fields
    assert entry["person"] == person
    assert entry["unit"] == UNIT
    assert Keys(b"other" * 6, dict).thing("person", "NM-1") != person
    assert re.fullmatch(
        r"person-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-.{12}", person
    )


def test_the_key_under_which_a_row_begins_a_person_is_kept_and_an_id_is_not() -> None:
    assert the_row(f"{PERSON}NM-1,Lê A,2025-07-01\n").fields["listed_as"] == "NM-1"
    person = "person-01939d3c-0000-7000-8000-000000000001"
    for cell in (person, ""):
        assert "listed_as" not in the_row(f"{PERSON}{cell},Lê A,2025-07-01\n").fields
    assert "listed_as" not in the_row("person,unit,on\nNM-1,H1,2025-07-01\n", "enter-pool").fields
    header = [column.name for column in template_of(kind_called("register-person"))]
    assert "listed_as" not in header


def test_an_id_of_ours_is_taken_as_it_is() -> None:
    person = "person-01939d3c-0000-7000-8000-000000000001"
    assert KEYS.thing("person", person) == person
    assert KEYS.thing("account|person", person) == person


def test_where_things_of_several_kinds_may_stand_a_key_has_its_kind_before_it() -> None:
    assert KEYS.thing("candidate|unit", "candidate:NM-1") == KEYS.thing("candidate", "NM-1")
    assert KEYS.thing("candidate|unit", "unit:H1") == UNIT
    with pytest.raises(RowFault, match="write candidate:KEY or unit:KEY"):
        KEYS.thing("candidate|unit", "NM-1")


def test_a_name_that_two_units_have_is_no_key() -> None:
    with pytest.raises(RowFault, match="2 units have this name"):
        KEYS.thing("unit", "Chi bộ 1")


def test_a_unit_that_is_founded_is_known_by_its_code() -> None:
    founded = the_row("name,kind,code,on\nChi bộ 9,cell,NM-09,2025-07-01\n", "found-unit").fields[
        "unit"
    ]
    assert founded == KEYS.thing("unit", "NM-09")


def test_the_id_is_made_of_what_the_row_says_not_of_how() -> None:
    first = the_row(f"{PERSON}NM-1,Lê A,01/07/2025\n")
    assert the_row("on;name;person\n2025-07-01; Lê A ;NM-1\n").id == first.id
    assert the_row(f"{PERSON}NM-1,Lê B,01/07/2025\n").id != first.id
    assert the_row("name,on\nLê A,2025-07-01\n").fields["person"] != first.fields["person"]
    own = "01939d3c-0000-7000-9000-000000000001"
    assert the_row(f"name,on,id\nLê A,2025-07-01,{own}\n").id == own


@pytest.mark.parametrize("parts", [("a",), ("a", "b"), ("", "")])
def test_a_derived_id_is_a_uuid_of_version_8(parts: tuple[str, ...]) -> None:
    found = UUID(derived_uuid(KEY, *parts))
    assert (found.version, found.variant) == (8, "specified in RFC 4122")
    assert str(found) == derived_uuid(KEY, *parts)


@pytest.mark.parametrize("name", LISTED)
def test_every_listed_command_has_a_header_that_fits_it(name: str) -> None:
    header = ",".join(column.name for column in template_of(kind_called(name)))
    assert lines_of(f"{header}\n", name).header.fields


def test_an_irregular_act_may_be_listed_though_the_template_does_not_offer_it() -> None:
    every = {column.name for column in columns_of(kind_called("permit-dossier"))}
    assert "irregular.document.number" in every
    offered = {column.name for column in template_of(kind_called("permit-dossier"))}
    assert {name for name in every - offered if not name.startswith("irregular.")} == set()


def test_a_command_that_is_no_row_of_cells_is_refused() -> None:
    with pytest.raises(ListFault, match="does not go into a row of cells"):
        kind_called("conclude-class")


def staged(rows: list[Row | BadRow]) -> tuple[list[str], list[str]]:
    """The contents in the order in which they are run, and what was said of the others."""
    with Staging("unit") as staging:
        for row in rows:
            staging.keep_cells(row.line, [])
            staging.add(row)
        names = [str(row.fields["name"]) for row in staging.in_order()]
        return names, [f"{said.outcome}: {said.reason}" for said in staging.said()]


def test_units_come_after_those_above_them_in_every_order_of_the_file() -> None:
    rows = [
        "Chi bộ,cell,C,B,2025-01-01",
        "Đảng ủy,grassroots-committee,B,A,2025-02-01",
        "Huyện ủy,upper-grassroots,A,,2025-03-01",
        "Chi bộ lạc,cell,D,X,2025-01-02",
    ]
    for some in permutations(rows):
        text = "name,kind,code,parent,on\n" + "\n".join(some)
        assert staged(rows_of(text, "found-unit"))[0] == [
            "Chi bộ lạc", "Huyện ủy", "Đảng ủy", "Chi bộ",
        ]  # fmt: skip


def test_units_above_one_another_in_a_circle_end() -> None:
    text = "name,kind,code,parent,on\nA,cell,A,B,2025-01-01\nB,cell,B,A,2025-01-01\n"
    assert len(staged(rows_of(text, "found-unit"))[0]) == 2


def test_a_row_that_repeats_another_is_said_and_run_once() -> None:
    text = "name,on\nLê A,2025-07-01\nLê B,2025-07-01\nLê A,1/7/2025\n"
    assert staged(rows_of(text)) == (["Lê A", "Lê B"], ["repeats: This row repeats line 2."])


def test_of_two_rows_with_one_id_neither_is_run() -> None:
    own = "01939d3c-0000-7000-9000-000000000001"
    text = f"name,on,id\nLê A,2025-07-01,{own}\nLê B,2025-07-01,{own}\n"
    names, said = staged(rows_of(text))
    assert names == []
    assert said == [
        "malformed: id: line 3 has the same id and says something else.",
        "malformed: id: line 2 has the same id and says something else.",
    ]
