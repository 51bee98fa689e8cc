"""The reform of 2025 comes out of the file: who stands where, and that nobody is lost."""

import csv
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from admission.domain.registers.targets.events import TargetAssigned
from admission.domain.registers.units.commands import UnitKind
from admission.domain.registers.units.state import Place, Unit
from admission.domain.stages.admission.events import AdmissionDecided, CeremonyHeld
from tests.scenarios.conftest import Lines, Told
from tests.scenarios.telling import Telling

NAME = "reform-2025"
CITY = date(2025, 1, 1)
BEFORE, REFORM = date(2025, 6, 30), date(2025, 7, 1)
YEAR = ("2024-01-01", "2024-12-31")
QUARTER = ("2024-01-01", "2024-03-31")
CELLS = (UnitKind.CELL, UnitKind.GRASSROOTS_CELL)
COMMITTEES = {"Tỉnh": "Tỉnh ủy", "Thành phố": "Thành ủy"}
FILE = files("admission.scenarios") / "data" / "vn_reform_2025_four_provinces.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))

Succession = dict[str, set[str]]


@pytest.fixture
def story(told: Told) -> Telling:
    return told(NAME)


@pytest.fixture(scope="module")
def succession() -> Succession:
    """The codes of the new communes of each old one, by its code."""
    found: Succession = {}
    for row in ROWS:
        found.setdefault(row["old_commune_code"], set()).add(row["new_commune_code"])
    return found


def committee_of(province: str) -> str:
    what = next(what for what in COMMITTEES if province.startswith(what))
    return f"{COMMITTEES[what]}{province.removeprefix(what)}"


def units(story: Telling) -> list[Unit]:
    return [state for key, state in story.states.items() if key.startswith("unit-")]


def standing(story: Telling, day: date) -> list[Place]:
    """The units that stand on a day, each under what stands then for its superior."""
    places = (
        u.on(day) for u in units(story) if u.founded and u.founded <= day and not u.has_ended(day)
    )
    return [
        place._replace(parent=next((p.id for p in story.world.units_from(place.id, day)[1:]), None))
        for place in places
    ]


def communes(story: Telling, day: date, kind: UnitKind) -> dict[str, Place]:
    """The committees of communes on a day, by their codes, of which each stands once."""
    found = [place for place in standing(story, day) if place.code and place.kind == kind]
    by_code = {place.code: place for place in found if place.code}
    assert len(by_code) == len(found)
    return by_code


def above(story: Telling, unit: str, day: date) -> list[str]:
    """The names of the unit that stands for one on a day, and of all above it."""
    return [place.name for place in story.world.units_from(unit, day)]


def admitted_under(story: Telling, name: str, days: tuple[str, str], tree: date | None) -> int:
    """The people admitted in these days under a committee: of the time, or in a day's tree."""
    return sum(
        name in above(story, story.unit_of(held.candidate), tree or held.on)
        for held in story.admitted(*days)
    )


def test_it_has_at_most_three_hundred_thousand_events(story: Telling) -> None:
    assert len(story.events) <= 300_000


def test_before_the_reform_the_communes_are_those_of_the_file(story: Telling) -> None:
    """Under their provinces, each once, with the names of 30 June 2025."""
    stand = communes(story, BEFORE, UnitKind.GRASSROOTS_COMMITTEE)
    expected = {
        row["old_commune_code"]: (committee_of(row["old_province"]), row["old_commune"])
        for row in ROWS
    }
    assert len(stand) == len(expected) == 1_201
    for code, (province, name) in expected.items():
        assert above(story, stand[code].id, BEFORE)[-1] == province
        assert stand[code].name.lower() == f"đảng ủy {name.lower()}"


def test_communes_stand_under_the_districts_of_the_file(story: Telling) -> None:
    stand = communes(story, BEFORE, UnitKind.GRASSROOTS_COMMITTEE)
    under = {(stand[row["old_commune_code"]].parent, row["old_district_code"]) for row in ROWS}
    assert len(under) == len({row["old_district_code"] for row in ROWS}) == 90


def test_after_the_reform_the_communes_are_those_of_the_file(story: Telling) -> None:
    stand = communes(story, REFORM, UnitKind.UPPER_GRASSROOTS)
    expected = {
        row["new_commune_code"]: (row["new_commune"], committee_of(row["new_province"]))
        for row in ROWS
    }
    assert len(stand) == len(expected) == 411
    for code, (name, province) in expected.items():
        commune, *_, top = above(story, stand[code].id, REFORM)
        assert (commune.lower(), top) == (f"đảng ủy {name.lower()}", province)
    assert communes(story, REFORM, UnitKind.GRASSROOTS_COMMITTEE) == {}


def test_a_code_on_both_sides_is_not_one_unit(story: Telling, succession: Succession) -> None:
    old = communes(story, BEFORE, UnitKind.GRASSROOTS_COMMITTEE)
    new = communes(story, REFORM, UnitKind.UPPER_GRASSROOTS)
    both = set(old) & set(new)
    assert len(both) == len(set(succession) & {row["new_commune_code"] for row in ROWS}) == 411
    assert sum(old[code].name != new[code].name for code in both) == 307
    assert all(old[code].id != new[code].id for code in both)


def test_an_old_commune_stands_for_nothing_but_its_new_one(
    story: Telling, succession: Succession
) -> None:
    old = communes(story, BEFORE, UnitKind.GRASSROOTS_COMMITTEE)
    for code, into in succession.items():
        heir = story.world.units_from(old[code].id, REFORM)[0]
        assert heir.code in into
        assert heir.kind == UnitKind.UPPER_GRASSROOTS


def test_each_cell_of_a_commune_comes_under_a_new_one_that_has_land_of_it(
    story: Telling, succession: Succession
) -> None:
    before = standing(story, BEFORE)
    codes = {place.id: place.code for place in before}
    for place in before:
        old = codes[place.parent] if place.kind == UnitKind.CELL and place.parent else None
        if old is not None:
            cell, commune, province = story.world.units_from(place.id, REFORM)
            assert cell.id == place.id
            assert commune.code in succession[old]
            assert province.kind == UnitKind.DIRECTLY_UNDER_CENTRAL


def test_the_17_divided_communes_are_shared_out_and_lose_nobody(
    story: Telling, succession: Succession
) -> None:
    divided = {code: into for code, into in succession.items() if len(into) > 1}
    assert len(divided) == 17
    old = communes(story, BEFORE, UnitKind.GRASSROOTS_COMMITTEE)
    under = [place for place in standing(story, BEFORE) if place.kind == UnitKind.CELL]
    for code, into in divided.items():
        cells = {place.id for place in under if place.parent == old[code].id}
        heirs = {cell: story.world.units_from(cell, REFORM)[1].code for cell in cells}
        assert set(heirs.values()) == into
        people = [h for h in story.of(CeremonyHeld) if story.unit_of(h.candidate) in cells]
        assert len(people) >= 2
        assert {heirs[story.unit_of(held.candidate)] for held in people} <= into


def test_every_cell_ends_up_under_one_of_four_provinces(story: Telling) -> None:
    provinces = {committee_of(row["new_province"]) for row in ROWS}
    tops = {
        above(story, unit.id, REFORM)[-1]
        for unit in units(story)
        if unit.kinds[0][1] in CELLS and unit.founded and unit.founded <= BEFORE
    }
    assert len(provinces) == 4
    assert tops == provinces


def test_districts_end_and_nothing_is_left_under_them(story: Telling) -> None:
    kinds = Counter(place.kind for place in standing(story, REFORM))
    assert kinds[UnitKind.DIRECTLY_UNDER_CENTRAL] == 4
    others = [
        place.name
        for place in standing(story, REFORM)
        if place.kind == UnitKind.UPPER_GRASSROOTS and not place.code
    ]
    assert len(others) == 5 + 2
    assert all(name.startswith("Đảng ủy ") for name in others)


@pytest.mark.parametrize("tree", [None, CITY, REFORM])
def test_nobody_is_lost_between_the_trees(story: Telling, tree: date | None) -> None:
    """The people admitted in 2024, counted at the top of the tree, whichever day's it is."""
    everybody = story.admitted(*YEAR)
    tops = [
        story.world.units_from(story.unit_of(held.candidate), tree or held.on)[-1]
        for held in everybody
    ]
    assert all(top.kind == UnitKind.DIRECTLY_UNDER_CENTRAL for top in tops)
    assert len({top.id for top in tops}) == (4 if tree == REFORM else 10)


def test_binh_thuan_admits_2070_of_1980_in_2024(story: Telling) -> None:
    assert admitted_under(story, "Tỉnh ủy Bình Thuận", YEAR, None) == 2_070
    planned = {
        assigned.people
        for assigned in story.of(TargetAssigned)
        if assigned.period == "2024"
        and above(story, assigned.unit, BEFORE) == ["Tỉnh ủy Bình Thuận"]
    }
    assert planned == {1_980}


def test_lam_dong_has_what_three_provinces_had(story: Telling) -> None:
    before = [
        admitted_under(story, f"Tỉnh ủy {name}", YEAR, None)
        for name in ("Lâm Đồng", "Đắk Nông", "Bình Thuận")
    ]
    assert all(before)
    assert admitted_under(story, "Tỉnh ủy Lâm Đồng", YEAR, REFORM) == sum(before)


def test_hoa_lu_admits_41_in_the_quarter_and_ninh_my_7(story: Telling) -> None:
    assert admitted_under(story, "Huyện ủy Hoa Lư", QUARTER, None) == 41
    assert admitted_under(story, "Đảng ủy xã Ninh Mỹ", QUARTER, None) == 7


def test_ninh_mys_7_are_found_under_the_new_ward(story: Telling) -> None:
    seven = [
        held
        for held in story.admitted(*QUARTER)
        if "Đảng ủy xã Ninh Mỹ" in above(story, story.unit_of(held.candidate), held.on)
    ]
    wards = Counter(above(story, story.unit_of(held.candidate), REFORM)[1] for held in seven)
    assert wards == {"Đảng ủy phường Hoa Lư": 7}


def test_the_city_of_hoa_lu_is_made_of_a_district_and_a_city(story: Telling) -> None:
    before = {"Huyện ủy Hoa Lư": 9 - 1, "Thành ủy Ninh Bình": 12}
    stand = communes(story, BEFORE, UnitKind.GRASSROOTS_COMMITTEE).values()
    here = [p for p in stand if above(story, p.id, BEFORE)[1] == "Thành ủy Hoa Lư"]
    was = Counter(above(story, place.id, date(2024, 12, 31))[1] for place in here)
    assert was == before


def test_the_township_of_thien_ton_goes_into_the_ward_of_ninh_my(story: Telling) -> None:
    (township,) = (u for u in units(story) if u.names[0][1] == "Đảng ủy thị trấn Thiên Tôn")
    assert township.ended is not None
    assert township.ended.on == CITY
    assert above(story, township.id, CITY)[0] == "Đảng ủy phường Ninh Mỹ"


def test_some_ceremonies_are_recorded_weeks_after_their_commune_ended(story: Telling) -> None:
    late = [
        happened
        for happened in story.events
        if isinstance(happened.event, CeremonyHeld)
        and happened.event.on <= BEFORE
        and happened.at >= "2025-08-11"
    ]
    assert len(late) == 6
    for happened in late:
        assert isinstance(happened.event, CeremonyHeld)
        cell = story.unit_of(happened.event.candidate)
        before, after = (story.world.units_from(cell, day)[1] for day in (BEFORE, REFORM))
        assert before.id != after.id
        assert story.world.unit(before.id).has_ended(REFORM)


def test_some_are_admitted_by_the_new_commune_from_a_dossier_of_the_old(story: Telling) -> None:
    decided = [event for event in story.of(AdmissionDecided) if event.on >= REFORM]
    assert len(decided) == 40
    for event in decided:
        assert event.body == story.world.units_from(story.unit_of(event.candidate), REFORM)[1].id


def test_what_happens_after_the_reform_is_judged_by_the_rules_of_2025(story: Telling) -> None:
    adopted = story.world.rulebook_in_force(REFORM, units(story)[0].id)
    assert adopted is not None
    assert adopted.rulebook.id == "vn-2025"


def test_acts_of_the_reform_are_recorded_before_their_day(lines: Lines) -> None:
    acts = [line for line in lines(NAME) if line["on"] == "2025-07-01" and "unit" in line]
    assert Counter(line["command"] for line in acts if line["command"] != "found-unit") >= Counter(
        {"abolish-level": 10, "merge-unit": 1_184 + 6, "split-unit": 17, "move-unit": 1}
    )
    assert all(line["recorded_at"] < "2025-06-30" for line in acts if "candidate" not in line)


def test_every_row_of_the_list_of_organisations_is_of_use(story: Telling) -> None:
    listed = csv.DictReader(
        (files("admission.scenarios") / "data" / "organisations_2025.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    names = [unit.names[0][1] for unit in units(story) if not unit.codes[0][1]]
    assert all(any(name.startswith(row["organisation"]) for name in names) for row in listed)
