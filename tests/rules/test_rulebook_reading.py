"""A rulebook file is read whole, or every mistake in it is named with its line and its place."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from admission.app.rulebook_files import shipped_text
from admission.domain.registers.meetings.commands import MeetingKind, Roll
from admission.domain.registers.units.commands import UnitKind
from admission.domain.rulebooks import vocabulary
from admission.domain.rulebooks.complaints import field_names
from admission.domain.rulebooks.milestones import MILESTONES
from admission.domain.rulebooks.mistakes import Mistake, RulebookMistakes
from admission.domain.rulebooks.reading import base_named_in, check, read
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.rulebooks.tables import TABLES
from admission.domain.stages.standings import Stage

REFERENCE = Path(__file__).parents[2] / "docs/reference/rulebook-format.md"

HEAD = 'id = "own"\ntitle = "Our own"\nfrom = 2025-01-01\nto = 2025-12-31\n'
CITED = 'rule = "DEC-15"\nsource = "Quy định 294-QĐ/TW, 4.3.1"\nconfidence = "S"\n'
CLOCK = 'start = ["cell-resolved"]\nend = "admission-answered"\namount = 45\n'
CLOCK += 'unit = "working-days"\nby = "authority"\nwhat = "decide"\n'
DEADLINE = f"[[deadline]]\n{CITED}{CLOCK}"
TWO_THIRDS = f'[[quorum]]\n{CITED}body = "cell"\nnumerator = 2\ndenominator = 3\n'
TWO_THIRDS += 'matters = ["admission", "recognition", "deletion"]\n'


@pytest.fixture
def base() -> Rulebook:
    return read(shipped_text("vn-2025"))


def entry(table: str, fields: str) -> str:
    return f"[[{table}]]\n{CITED}{fields}\n"


def only(text: str, base: Rulebook | None = None) -> Mistake:
    (mistake,) = check(text, base)
    return mistake


def pointed_at(text: str, base: Rulebook | None = None) -> tuple[str, str, str]:
    """The text of the line that the only mistake names, its place, and its sentence."""
    mistake = only(text, base)
    return text.splitlines()[mistake.line - 1], mistake.place, mistake.sentence


def test_a_file_without_mistakes_is_read() -> None:
    found = read(HEAD + DEADLINE)
    assert (found.id, found.first, found.last) == ("own", date(2025, 1, 1), date(2025, 12, 31))
    assert found.deadline[0].amount == 45


def test_reading_a_file_with_mistakes_raises_all_of_them() -> None:
    text = HEAD + entry("attempts", 'votes = "3"') + entry("probation", "months = 1200")
    with pytest.raises(RulebookMistakes) as raised:
        read(text)
    assert raised.value.mistakes == check(text)
    assert len(raised.value.mistakes) == 2
    assert str(raised.value).splitlines()[0].startswith("line 9, attempts 1 (DEC-15), votes: ")


def test_mistakes_come_in_the_order_of_their_lines() -> None:
    text = HEAD + entry("order", 'step = "x"\nneeds = []') + entry("age", "max_years = 1")
    lines = [mistake.line for mistake in check(text.replace("id =", "if ="))]
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_what_is_not_toml_names_the_line() -> None:
    mistake = only(HEAD + DEADLINE + "amount == 3\n")
    assert (mistake.line, mistake.place) == (15, "the file")
    assert mistake.sentence.startswith("this is not TOML: ")


def test_a_text_that_breaks_off_names_its_last_line() -> None:
    assert only(HEAD + 'about = """').line == 5


def test_a_name_given_twice_is_not_toml() -> None:
    assert only(HEAD + DEADLINE + "amount = 3\n").line in (14, 15)


@dataclass
class Wrong:
    """A file with one mistake: the line it is on, its place, and a piece of the sentence."""

    text: str
    line: str
    place: str
    says: str


WRONG = {
    "an unknown table": Wrong(
        HEAD + "[[deadlines]]\n" + CITED, "[[deadlines]]", "deadlines", 'did you mean "deadline"?'
    ),
    "a table in single brackets": Wrong(
        HEAD + "[deadline]\n" + CITED, "[deadline]", "deadline", "write [[deadline]]"
    ),
    "an unknown field": Wrong(
        HEAD + DEADLINE + "amont = 3\n",
        "amont = 3",
        "deadline 1 (DEC-15), amont",
        'did you mean "amount"?',
    ),
    "an unknown field of an extension": Wrong(
        HEAD + DEADLINE + 'extension = { rule = "DEC-17", at_least = 1, at_most = 15 }\n',
        'extension = { rule = "DEC-17", at_least = 1, at_most = 15 }',
        "deadline 1 (DEC-15), extension, at_least",
        "there is no such name here",
    ),
    "the name of a field in the program instead of that in the file": Wrong(
        HEAD + DEADLINE + "first = 2025-02-01\n",
        "first = 2025-02-01",
        "deadline 1 (DEC-15), first",
        "there is no such name here",
    ),
    "an unknown name above the tables": Wrong(
        "effect = 1\n" + HEAD, "effect = 1", "effect", 'did you mean "effects"?'
    ),
    "a number in quotes": Wrong(
        HEAD + entry("attempts", 'votes = "3"'),
        'votes = "3"',
        "attempts 1 (DEC-15), votes",
        'a whole number without quotes, such as 30, not "3"',
    ),
    "a broken number": Wrong(
        HEAD + entry("attempts", "votes = 2.5"),
        "votes = 2.5",
        "attempts 1 (DEC-15), votes",
        "whole number",
    ),
    "a negative number": Wrong(
        HEAD + entry("attempts", "votes = -1"),
        "votes = -1",
        "attempts 1 (DEC-15), votes",
        "at least 0",
    ),
    "a word for yes": Wrong(
        HEAD + DEADLINE + 'assumed = "yes"\n',
        'assumed = "yes"',
        "deadline 1 (DEC-15), assumed",
        "true or false, without quotes",
    ),
    "text instead of a list": Wrong(
        HEAD + DEADLINE.replace('["cell-resolved"]', '"cell-resolved"'),
        'start = "cell-resolved"',
        "deadline 1 (DEC-15), start",
        "a list in brackets",
    ),
    "a number instead of text": Wrong(
        HEAD.replace('"Our own"', "7"), "title = 7", "title", "text in quotes"
    ),
    "a day written otherwise": Wrong(
        HEAD.replace("2025-12-31", '"31/12/2025"'), 'to = "31/12/2025"', "to", "YYYY-MM-DD"
    ),
    "a number instead of a day": Wrong(
        HEAD.replace("2025-12-31", "2025"), "to = 2025", "to", "YYYY-MM-DD"
    ),
    "a missing citation": Wrong(
        HEAD + DEADLINE.replace('source = "Quy định 294-QĐ/TW, 4.3.1"\n', ""),
        "[[deadline]]",
        "deadline 1 (DEC-15), source",
        "the citation is missing",
    ),
    "an empty citation": Wrong(
        HEAD + DEADLINE.replace("Quy định 294-QĐ/TW, 4.3.1", " "),
        'source = " "',
        "deadline 1 (DEC-15), source",
        "must not be empty",
    ),
    "a missing confidence": Wrong(
        HEAD + DEADLINE.replace('confidence = "S"\n', ""),
        "[[deadline]]",
        "deadline 1 (DEC-15), confidence",
        "S (seen in the source)",
    ),
    "an unknown confidence": Wrong(
        HEAD + DEADLINE.replace('"S"', '"sure"'),
        'confidence = "sure"',
        "deadline 1 (DEC-15), confidence",
        '"sure" is not known; it must be "S", "2", "R" or "I"',
    ),
    "a missing field": Wrong(
        HEAD + entry("quorum", 'body = "cell"\nmatters = ["admission"]\nnumerator = 2'),
        "[[quorum]]",
        "quorum 1 (DEC-15), denominator",
        "it is missing",
    ),
    "a rule written otherwise": Wrong(
        HEAD + DEADLINE.replace("DEC-15", "DEC15"),
        'rule = "DEC15"',
        "deadline 1 (DEC15), rule",
        "a rule is written like DEC-15",
    ),
    "a milestone written otherwise": Wrong(
        HEAD + DEADLINE.replace("admission-answered", "Admission answered"),
        'end = "Admission answered"',
        "deadline 1 (DEC-15), end",
        "like cell-resolved or paper:cv",
    ),
    "an unknown milestone": Wrong(
        HEAD + DEADLINE.replace("cell-resolved", "cell-resolvd"),
        'start = ["cell-resolvd"]',
        "deadline 1 (DEC-15), start",
        'there is no milestone "cell-resolvd"; did you mean "cell-resolved"?',
    ),
    "an unknown kind of milestone": Wrong(
        HEAD + entry("wait", 'after = "class:x"\nbefore = "ended"\namount = 1\nunit="days"'),
        'after = "class:x"',
        "wait 1 (DEC-15), after",
        'there is no milestone "class:x"',
    ),
    "the milestone of a paper that is not there": Wrong(
        HEAD + entry("order", 'step = "cell-voted"\nneeds = ["paper:letter"]'),
        'needs = ["paper:letter"]',
        "order 1 (DEC-15), needs",
        'there is no milestone "paper:letter"',
    ),
    "the milestone of a gate that is not there": Wrong(
        HEAD + entry("order", 'step = "gate:none"\nneeds = ["ended"]'),
        'step = "gate:none"',
        "order 1 (DEC-15), step",
        'there is no milestone "gate:none"',
    ),
    "schooling with a paper that is not there": Wrong(
        HEAD + entry("schooling", 'level = "primary"\npaper = "none"'),
        'paper = "none"',
        "schooling 1 (DEC-15), paper",
        'there is no paper "none"',
    ),
    "schooling with a gate that is not there": Wrong(
        HEAD + entry("schooling", 'level = "primary"\ngate = "none"'),
        'gate = "none"',
        "schooling 1 (DEC-15), gate",
        'there is no gate "none"',
    ),
    "an unknown unit of time": Wrong(
        HEAD + DEADLINE.replace("working-days", "weeks"),
        'unit = "weeks"',
        "deadline 1 (DEC-15), unit",
        'it must be "working-days", "days" or "months"',
    ),
    "an unknown kind of unit": Wrong(
        HEAD
        + TWO_THIRDS
        + entry(
            "chain",
            'cell = "cel"\nsteps = ["cell"]\nauthority = "upper-grassroots"\n'
            'meeting = "standing-committee"\nquorum = "cell"',
        ),
        'cell = "cel"',
        "chain 1 (DEC-15), cell",
        'did you mean "cell"?',
    ),
    "an unknown ground of absence": Wrong(
        HEAD + entry("entitled", 'body = "cell"\ngrounds = ["ill"]'),
        'grounds = ["ill"]',
        "entitled 1 (DEC-15), grounds",
        '"ill" is not known',
    ),
    "an unknown stage": Wrong(
        HEAD + entry("paper", 'id = "letter"\nstage = "school"\nissuer = "cell"'),
        'stage = "school"',
        "paper 1 (DEC-15), stage",
        '"school" is not known',
    ),
    "an unknown kind of unit that confirms": Wrong(
        HEAD + entry("confirmation", 'every = "year"\nby = ["cell", "firm"]\nwithin_days = 9'),
        'by = ["cell", "firm"]',
        "confirmation 1 (DEC-15), by",
        '"firm" is not known',
    ),
    "an unknown period": Wrong(
        HEAD + entry("confirmation", 'every = "week"\nby = ["cell"]\nwithin_days = 9'),
        'every = "week"',
        "confirmation 1 (DEC-15), every",
        'it must be "quarter", "half-year" or "year"',
    ),
    "more days to confirm in than a year has": Wrong(
        HEAD + entry("confirmation", 'every = "year"\nby = ["cell"]\nwithin_days = 367'),
        "within_days = 367",
        "confirmation 1 (DEC-15), within_days",
        "it must be from 0 to 366",
    ),
    "a relation that is asked for and not listed": Wrong(
        HEAD + entry("verification", 'relations = ["father"]\nrequired = ["mother"]'),
        'required = ["mother"]',
        "verification 1 (DEC-15), required",
        '"mother" is not among the relations',
    ),
    "an effect for what is not a rule": Wrong(
        HEAD + '[effects]\nDEC-15 = "late"\nDEC-5 = "late"\n',
        'DEC-5 = "late"',
        "effects, DEC-5",
        "a rule is written like DEC-15",
    ),
    "an unknown effect": Wrong(
        HEAD + '[effects]\nDEC-15 = "warn"\n',
        'DEC-15 = "warn"',
        "effects, DEC-15",
        '"refuse", "consent", "late" or "none"',
    ),
    "a file that ends before it begins": Wrong(
        HEAD.replace("2025-12-31", "2024-12-31"),
        "to = 2024-12-31",
        "to",
        "ends on 2024-12-31, before it begins on 2025-01-01",
    ),
    "an entry that ends before it begins": Wrong(
        HEAD + DEADLINE + "from = 2025-06-01\nto = 2025-05-31\n",
        "to = 2025-05-31",
        "deadline 1 (DEC-15), to",
        "before it begins on 2025-06-01",
    ),
    "an entry that begins before its file": Wrong(
        HEAD + DEADLINE + "from = 2024-12-31\n",
        "from = 2024-12-31",
        "deadline 1 (DEC-15), from",
        "not within the days of the file, 2025-01-01 to 2025-12-31",
    ),
    "an entry that ends after its file": Wrong(
        HEAD + DEADLINE + "to = 2026-01-01\n",
        "to = 2026-01-01",
        "deadline 1 (DEC-15), to",
        "not within the days of the file",
    ),
    "an entry assumed before the file began": Wrong(
        HEAD + DEADLINE + "assumed_before = true\n",
        "assumed_before = true",
        "deadline 1 (DEC-15), assumed_before",
        "nothing lies before",
    ),
    "an assumption that is neither true nor false": Wrong(
        HEAD + DEADLINE + "assumed_before = 1\n",
        "assumed_before = 1",
        "deadline 1 (DEC-15), assumed_before",
        "true or false",
    ),
    "a paper twice at once": Wrong(
        HEAD + entry("paper", 'id = "cv"\nstage = "dossier"\nissuer = "candidate"') * 2,
        "[[paper]]",
        "paper 2 (DEC-15)",
        "the same as paper 1 (DEC-15), and both are in force on 2025-01-01",
    ),
    "two majorities of one body for one matter": Wrong(
        HEAD
        + "".join(
            entry("quorum", f'body = "cell"\nmatters = {matters}\nnumerator = 2\ndenominator = 3')
            for matters in ('["admission"]', '["deletion"]', '["recognition", "deletion"]')
        ),
        "[[quorum]]",
        "quorum 3 (DEC-15)",
        "the same as quorum 2",
    ),
    "a chain whose authority has no majority": Wrong(
        HEAD
        + TWO_THIRDS
        + entry(
            "chain",
            'cell = "cell"\nsteps = ["cell"]\nauthority = "upper-grassroots"\n'
            'meeting = "standing-committee"\nquorum = "board"',
        ),
        'quorum = "board"',
        "chain 1 (DEC-15), quorum",
        'add a [[quorum]] with body = "board" for admission and recognition and deletion',
    ),
    "a chain that goes down": Wrong(
        HEAD
        + TWO_THIRDS
        + entry(
            "chain",
            'cell = "cell"\nsteps = ["department", "cell"]\nauthority = "upper-grassroots"\n'
            'meeting = "standing-committee"\nquorum = "cell"',
        ),
        'steps = ["department", "cell"]',
        "chain 1 (DEC-15), steps",
        'it must be "cell", then "department"',
    ),
    "a deadline of no length": Wrong(
        HEAD + DEADLINE.replace("45", "0"),
        "amount = 0",
        "deadline 1 (DEC-15), amount",
        "it must be from 1 to 1000",
    ),
    "an extension beyond all sense": Wrong(
        HEAD + DEADLINE + 'extension = { rule = "DEC-17", at_most = 9999 }\n',
        'extension = { rule = "DEC-17", at_most = 9999 }',
        "deadline 1 (DEC-15), extension, at_most",
        "9999 makes no sense",
    ),
    "an age below the least": Wrong(
        HEAD + entry("age", 'min_years = 61\nmax_years = 60\ncounted = "day"'),
        "min_years = 61",
        "age 1 (DEC-15), min_years",
        "61 is more than max_years, 60",
    ),
    "an age nobody has": Wrong(
        HEAD + entry("age", 'min_years = 18\nmax_years = 600\ncounted = "day"'),
        "max_years = 600",
        "age 1 (DEC-15), max_years",
        "from 1 to 120",
    ),
    "a fraction above one": Wrong(
        HEAD
        + entry("quorum", 'body = "cell"\nmatters = ["admission"]\nnumerator = 3\ndenominator = 2'),
        "numerator = 3",
        "quorum 1 (DEC-15), numerator",
        "3 is more than denominator, 2",
    ),
    "more than everybody": Wrong(
        HEAD
        + entry(
            "quorum",
            'body = "cell"\nmatters = ["admission"]\nnumerator = 1\ndenominator = 1\nstrict = true',
        ),
        "strict = true",
        "quorum 1 (DEC-15), strict",
        "more than all",
    ),
    "a base that is not at hand": Wrong(
        HEAD + 'extends = "vn-2025"\n' + entry("order", 'step = "paper:cv"\nneeds = ["ended"]'),
        'extends = "vn-2025"',
        "extends",
        '"vn-2025", which is not at hand: adopt that first',
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_mistake_names_its_line_and_its_place_and_what_would_be_right(wrong: Wrong) -> None:
    line, place, sentence = pointed_at(wrong.text)
    assert (line, place) == (wrong.line, wrong.place)
    assert wrong.says in sentence


def test_of_two_entries_at_once_the_second_is_named() -> None:
    mistake = only(HEAD + DEADLINE + DEADLINE)
    assert (mistake.line, mistake.place) == (15, "deadline 2 (DEC-15)")


def test_two_entries_may_follow_each_other() -> None:
    earlier, later = DEADLINE + "to = 2025-05-31\n", DEADLINE + "from = 2025-06-01\n"
    assert check(HEAD + earlier + later) == ()
    assert check(HEAD + later + earlier) == ()
    assert len(check(HEAD + DEADLINE + "to = 2025-06-01\n" + later)) == 1


def test_two_rules_may_set_clocks_between_the_same_milestones() -> None:
    assert check(HEAD + DEADLINE + DEADLINE.replace("DEC-15", "DEC-20")) == ()


def test_an_entry_may_be_assumed_to_have_held_before() -> None:
    found = read(HEAD + DEADLINE + "from = 2025-06-09\nassumed_before = true\n")
    since, before = found.deadline
    assert (since.first, since.last, since.assumed, since.confidence) == (
        date(2025, 6, 9),
        None,
        False,
        "S",
    )
    assert (before.first, before.last, before.assumed, before.confidence) == (
        None,
        date(2025, 6, 8),
        True,
        "I",
    )
    assert (before.amount, before.source) == (since.amount, since.source)


def test_a_paper_with_a_mistake_of_its_own_is_not_missed_elsewhere() -> None:
    text = HEAD + entry("paper", 'id = "letter"\nstage = "dossier"')
    text += entry("order", 'step = "cell-voted"\nneeds = ["paper:letter"]')
    assert only(text).place == "paper 1 (DEC-15), issuer"


def test_a_majority_with_a_mistake_of_its_own_is_not_missed_elsewhere() -> None:
    text = HEAD + TWO_THIRDS.replace("numerator = 2", 'numerator = "2"')
    text += entry(
        "chain",
        'cell = "cell"\nsteps = ["cell"]\nauthority = "upper-grassroots"\n'
        'meeting = "standing-committee"\nquorum = "cell"',
    )
    assert only(text).place == "quorum 1 (DEC-15), numerator"


def test_lines_are_found_past_long_strings_comments_and_tables_within_an_entry() -> None:
    text = HEAD + 'about = """\n[[attempts]]\nvotes = 1\n"""\n# [[attempts]]\n'
    text += entry("paper", 'id = "a"\nstage = "dossier"\nissuer = "cell"')
    text += '[[paper.waivers]]\nground = "g"\nrule = "DOS-24"\n'
    text += '[[paper.waivers]]\nground = "g"\nrule = "X"\n'
    text += entry("attempts", "votes = 0")
    waiver, votes = check(text)
    lines = text.splitlines()
    assert (lines[waiver.line - 1], waiver.place) == (
        'rule = "X"',
        "paper 1 (DEC-15), waivers 2, rule",
    )
    assert (lines[votes.line - 1], votes.place) == ("votes = 0", "attempts 1 (DEC-15), votes")


def extending(rest: str) -> str:
    return HEAD.replace("2025-01-01", "2025-10-01") + 'extends = "vn-2025"\n' + rest


def test_an_extending_file_replaces_the_entries_of_its_rules_and_keeps_the_others(
    base: Rulebook,
) -> None:
    found = read(extending(DEADLINE.replace("45", "40")), base)
    assert [each.amount for each in found.deadline if each.rule == "DEC-15"] == [40]
    assert {each.rule for each in found.deadline} == {each.rule for each in base.deadline}
    assert (found.id, found.extends, found.age) == ("own", "vn-2025", base.age)


def test_an_extending_file_replaces_a_paper_by_its_id(base: Rulebook) -> None:
    text = entry("paper", 'id = "cv"\nstage = "dossier"\nform = "X"\nissuer = "candidate"')
    found = read(extending(text), base)
    assert [each.form for each in found.paper if each.id == "cv"] == ["X"]
    in_force_later = {each.id for each in base.paper}
    assert {each.id for each in found.paper} == in_force_later


def test_an_extending_file_may_refer_to_the_papers_of_its_base(base: Rulebook) -> None:
    text = entry("order", 'step = "cell-voted"\nneeds = ["paper:synthesis"]')
    assert check(extending(text), base) == ()


def test_an_extending_file_changes_single_effects(base: Rulebook) -> None:
    found = read(extending('[effects]\nDEC-15 = "refuse"\n'), base)
    assert (found.effect("DEC-15"), found.effect("DEC-16")) == ("refuse", "late")


def test_an_extending_file_may_not_contradict_what_it_keeps(base: Rulebook) -> None:
    text = extending(
        '[[probation]]\nrule = "PRO-99"\nsource = "Ours, 1"\nconfidence = "S"\nmonths = 6\n'
    )
    line, place, sentence = pointed_at(text, base)
    assert (line, place) == ("[[probation]]", "probation 1 (PRO-99)")
    assert "the same as an entry of the base (PRO-01)" in sentence


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("from = 2025-10-01", "from = 2025-06-30", "from = 2025-06-30"),
        ("to = 2025-12-31", "to = 2026-04-08", "to = 2026-04-08"),
        ("to = 2025-12-31\n", "", "from = 2025-10-01"),
    ],
)
def test_an_extending_file_stays_within_the_days_of_its_base(
    base: Rulebook, old: str, new: str, line: str
) -> None:
    found, _, sentence = pointed_at(extending("").replace(old, new), base)
    assert found == line
    assert "2025-07-01 to 2026-04-07" in sentence


def test_another_base_than_the_one_named_is_not_taken(base: Rulebook) -> None:
    assert only(extending("").replace("vn-2025", "vn-2021"), base).place == "extends"


def test_a_file_that_extends_nothing_needs_no_base(base: Rulebook) -> None:
    assert read(HEAD + DEADLINE, base) == read(HEAD + DEADLINE)


@pytest.mark.parametrize(
    ("text", "base_id"),
    [(HEAD, None), (extending(""), "vn-2025"), ("extends = 3", None), ("=", None)],
)
def test_the_base_that_a_file_names_is_known_before_it_is_read(
    text: str, base_id: str | None
) -> None:
    assert base_named_in(text) == base_id


def test_the_closed_lists_are_those_of_the_registers_and_stages() -> None:
    assert set(vocabulary.UNIT_KINDS) == set(UnitKind)
    assert set(vocabulary.MEETINGS) == set(get_args(MeetingKind))
    assert set(vocabulary.STAGES) == set(Stage) - {Stage.ENDED}
    assert {name.replace("-", "_") for name in vocabulary.ABSENCES} <= set(Roll.model_fields)


def test_the_reference_tells_of_every_table_field_and_milestone() -> None:
    reference = REFERENCE.read_text(encoding="utf-8")
    assert [table for table in TABLES if f"### `[[{table}]]`" not in reference] == []
    kinds: list[type[BaseModel]] = [Rulebook, *TABLES.values()]
    fields = {name for kind in kinds for name in field_names(kind)}
    tables = {*TABLES, "effects", "sentences"}
    assert [name for name in fields - tables if f"`{name}`" not in reference] == []
    assert "### `[effects]`" in reference
    assert "### `[sentences]`" in reference
    for milestone, day in MILESTONES.items():
        assert f"| `{milestone}` | {day} |" in reference


def test_the_example_of_the_reference_is_a_rulebook(base: Rulebook) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)
    found = read(example, base)
    assert [each.amount for each in found.deadline if each.rule == "DEC-22"] == [20]
    assert found.effect("PRO-06") == "refuse"
