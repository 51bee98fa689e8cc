"""Reports that were published: each once, one in the place of another, figures resting on facts."""

from typing import Any, Final

import pytest

from admission.domain.registers.corrections.commands import AnnulFact
from admission.domain.registers.reports.commands import PublishReport, canonical
from admission.domain.registers.targets.commands import AssignTarget
from tests.stories.kit import TODAY, given
from tests.stories.organisation import (
    COMMUNE,
    NOBODY,
    OTHER_COMMUNE,
    PROVINCE,
    SECOND,
    C,
    P,
    a_,
    ask,
)
from tests.stories.paths import in_pool
from tests.stories.test_one_person_twice import member

REPORT: Final = a_("report", 1)
ANOTHER: Final = a_("report", 2)
ON: Final = "2026-03-10"
EARLIER: Final = "2026-03-02"
HEAD: Final = [[key, "", False] for key in ("unit", "name", "code")]
SAID: Final[dict[str, Any]] = {
    "title": "progress",
    "notes": [],
    "columns": HEAD,
    "rows": [[COMMUNE, "Xã", None]],
    "extra": {},
}
FIGURES: Final = canonical(SAID)


def publish(**fields: Any) -> PublishReport:  # noqa: ANN401 - of any field
    said = {"report": REPORT, "kind": "progress", "unit": COMMUNE, "year": 2026, "as_of": ON}
    said |= {"known_at": 10_000, "known_at_time": "2026-03-10T02:00:00.000000Z", "on": ON}
    said |= {"figures": FIGURES, "signed_by": SECOND}
    return ask(PublishReport, **{**said, **fields})


def test_a_report_is_published_once_with_who_signed_it() -> None:
    """Its figures are the bytes that were given; the unit, the signer and the tree are known."""
    out = given().when(publish()).records("report-published", signed_by=SECOND, figures=FIGURES)
    out.then().when(publish()).refused_only("SYS-07")
    given().when(publish(unit=None)).accepted()
    given().when(publish(unit=a_("unit", 99))).unknown(a_("unit", 99))
    given().when(publish(signed_by=NOBODY)).unknown(NOBODY)


def test_nothing_is_published_of_a_day_that_lies_ahead() -> None:
    """Neither of its own day nor of the clerk's."""
    given().when(publish(as_of="2026-03-11")).refused_only("SYS-14")
    given().when(publish(as_of="2026-03-11", on="2026-03-11"), today=ON).refused("SYS-02")


@pytest.mark.parametrize("figures", ['{"b":1,"a":2}', '{"a": 1}', '["é"'])
def test_figures_are_stored_in_one_form_only(figures: str) -> None:
    with pytest.raises(ValueError, match=r"canonical JSON|Expecting"):
        publish(figures=figures)


@pytest.mark.parametrize(
    "said",
    [
        [],
        {**SAID, "title": None},
        {key: value for key, value in SAID.items() if key != "extra"},
        {**SAID, "columns": HEAD[:2]},
        {**SAID, "columns": [["unit"], *HEAD[1:]]},
        {**SAID, "rows": [[COMMUNE]]},
        {**SAID, "rows": ["xyz"]},
    ],
)
def test_what_could_not_be_printed_is_not_published(said: object) -> None:
    with pytest.raises(ValueError, match="not those of a report"):
        publish(figures=canonical(said))


@pytest.mark.accepts("SYS-73")
@pytest.mark.accepts("SYS-74")
def test_a_report_takes_the_place_of_one_of_the_same_unit_kind_and_year() -> None:
    given(publish()).when(publish(report=ANOTHER, supersedes=REPORT)).accepted()
    both = given(publish(), publish(report=ANOTHER))
    both.when(publish(report=a_("report", 3), supersedes=REPORT)).accepted()


@pytest.mark.refuses("SYS-73")
def test_a_report_does_not_supersede_one_of_another_unit_or_year() -> None:
    told = given(publish())
    told.when(publish(report=ANOTHER, supersedes=ANOTHER)).refused_only("SYS-73")
    other = publish(report=ANOTHER, unit=OTHER_COMMUNE, supersedes=REPORT)
    told.when(other).refused_only("SYS-73")
    told.when(publish(report=ANOTHER, year=2025, supersedes=REPORT)).refused_only("SYS-73")


@pytest.mark.refuses("SYS-74")
def test_a_report_is_superseded_once() -> None:
    told = given(publish(), publish(report=ANOTHER, supersedes=REPORT))
    again = publish(report=a_("report", 3), supersedes=REPORT)
    told.when(again).refused_only("SYS-74")


@pytest.mark.refuses("SYS-64")
def test_a_published_report_is_never_corrected() -> None:
    """Another takes its place; neither is the list of a unit's reports."""
    told = given(publish())
    for about in (REPORT, publish().published):
        said = {"about": about, "fact": 1, "second": SECOND, "on": ON}
        told.when(ask(AnnulFact, **said), today=ON).refused_only("SYS-64")


def alone(about: str, **said: Any) -> AnnulFact:  # noqa: ANN401 - of any field
    """The clerk takes the first fact back, on the day on which all of a story is recorded."""
    return ask(AnnulFact, about=about, fact=1, on=TODAY, **said)


@pytest.mark.accepts("SYS-66")
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"unit": OTHER_COMMUNE},
        {"known_at": 1},
        {"as_of": "2020-01-01"},
    ],
)
def test_ones_own_entry_is_annulled_alone_where_no_report_was_published_with_it(
    elsewhere: dict[str, Any],
) -> None:
    """One of another unit, one that knew nothing of it, one of a day before it."""
    given(in_pool(on=EARLIER), publish(**elsewhere)).when(alone(C)).accepted()


@pytest.mark.refuses("SYS-66")
@pytest.mark.parametrize("unit", [COMMUNE, PROVINCE, None])
def test_a_second_person_is_needed_once_a_report_was_published_with_ones_own_entry(
    unit: str | None,
) -> None:
    """Of the unit, of one above it, or of all."""
    story = given(in_pool(on=EARLIER), publish(unit=unit))
    story.when(alone(C)).refused_only("SYS-66")
    story.when(alone(C, second=SECOND)).accepted()


@pytest.mark.refuses("SYS-66")
def test_a_target_in_a_published_report_is_not_taken_back_alone() -> None:
    target = ask(
        AssignTarget, unit=COMMUNE, period="2026", promised_by="2026-12-31", number=9, on=ON
    )
    given(target).when(alone(target.target)).accepted()
    given(target, publish()).when(alone(target.target)).refused_only("SYS-66")


BALANCE: Final = {"kind": "balance", "first": "2026-01-01", "last": "2026-03-31"}


@pytest.mark.parametrize(
    "days",
    [
        {"kind": "balance", "first": "2026-01-01"},
        {"kind": "progress", "first": "2026-01-01", "last": "2026-03-31"},
        {"kind": "balance", "first": "2026-04-01", "last": "2026-03-31"},
        {"kind": "balance", "first": "2025-01-01", "last": "2025-03-31"},
    ],
)
def test_only_a_balance_is_of_some_days_and_of_those_in_its_year(days: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a balance"):
        publish(**days)


@pytest.mark.refuses("SYS-73")
def test_a_report_does_not_supersede_one_of_another_kind_or_other_days() -> None:
    told = given(publish(**BALANCE))
    again = {"report": ANOTHER, "supersedes": REPORT}
    told.when(publish(**{**BALANCE, **again})).accepted()
    told.when(publish(kind="balance", **again)).refused_only("SYS-73")
    told.when(publish(kind="coverage", **again)).refused_only("SYS-73")


@pytest.mark.refuses("SYS-66")
def test_a_member_in_a_published_balance_is_not_taken_back_alone() -> None:
    """In a report of another kind nobody is counted who was registered from paper."""
    about = ask(AnnulFact, about=P, fact=2, on=TODAY)
    given(member(P), publish(), publish(report=ANOTHER, kind="coverage")).when(about).accepted()
    story = given(member(P), publish(**BALANCE))
    story.when(about).refused_only("SYS-66")
    story.when(about.model_copy(update={"second": SECOND})).accepted()


def test_a_target_is_in_no_balance() -> None:
    said = {"unit": COMMUNE, "period": "2026", "promised_by": "2026-12-31", "number": 9}
    target = ask(AssignTarget, on=ON, **said)
    given(target, publish(**BALANCE)).when(alone(target.target)).accepted()
    coverage = given(target, publish(kind="coverage"))
    coverage.when(alone(target.target)).refused_only("SYS-66")
