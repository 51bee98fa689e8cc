"""The printed figures of the source documents, and how each is asked for, system by system."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

Said = dict[str, Any]
"""What a command prints with `--json`."""

_BINH_THUAN: Final = "binh-thuan-2024"
_HOA_LU: Final = "hoa-lu-2024-q1"
_QUANG_NAM: Final = "quang-nam-bloc-2023"
_NINH_MY: Final = "Đảng ủy xã Ninh Mỹ"
_BLOC: Final = "Đảng bộ Khối các cơ quan tỉnh Quảng Nam"


class Share(NamedTuple):
    """A part of a whole, printed in per cent."""

    part: int
    whole: int


class Figure(NamedTuple):
    """One printed figure: which system, what it says, how it is printed, who shows it.

    `store` is the scenario, None where the source prints no figure; `ours` takes the number, word
    or share from what the command says.
    """

    system: str
    what: str
    printed: str
    store: str | None
    command: str
    ours: Callable[[Said], object] = len


def _row(said: Said, **where: object) -> Said:
    """The first row with these values."""
    rows: list[Said] = said["rows"]
    return next(r for r in rows if all(r[key] == value for key, value in where.items()))


def _share(key: str, base: str, **where: object) -> Callable[[Said], object]:
    """A fraction of two keys of a row."""

    def of(said: Said) -> object:
        row = _row(said, **where)
        return Share(row[key], row[base])

    return of


def _is(key: str, **where: object) -> Callable[[Said], object]:
    """A value of a row."""

    def of(said: Said) -> object:
        found: object = _row(said, **where)[key]
        return found

    return of


def _sum(key: str) -> Callable[[Said], object]:
    """The sum of a key over every row."""

    def of(said: Said) -> object:
        return sum(row[key] for row in said["rows"])

    return of


def _for_pupils(said: Said) -> object:
    return sum(row["audience"] == "upper-secondary-youth-union" for row in said["rows"])


def _grassroots(said: Said) -> object:
    return sum(row["units"] for row in said["rows"] if row["kind"].startswith("grassroots-"))


_BT_PROGRESS: Final = (_BINH_THUAN, "progress --year 2024 --depth 0")
_HL_PROGRESS: Final = (_HOA_LU, "progress --year 2024 --as-of 2024-03-31 --depth 0")
_NM_PROGRESS: Final = (
    _HOA_LU,
    f'progress --year 2024 --unit "{_NINH_MY}" --as-of 2024-03-31 --depth 0',
)
_QN_PROGRESS: Final = (_QUANG_NAM, f'progress --year 2023 --unit "{_BLOC}" --depth 0')
_GROUPS: Final = (_HOA_LU, "progress --year 2024 --by group --as-of 2024-03-31 --depth 0")
_CLASSES: Final = (_HOA_LU, "class list --from 2024-01-01 --to 2024-03-31")
_CONSCRIPTS: Final = (_HOA_LU, "conscripts count --year 2024 --as-of 2024-03-31")
_BALANCE: Final = (_HOA_LU, "balance --from 2024-01-01 --to 2024-03-31 --depth 0")
_CARDS: Final = (_QUANG_NAM, "card count --year 2023")
_BADGES: Final = (_QUANG_NAM, "badge count --year 2023")
_REVIEWS: Final = (_QUANG_NAM, "review count --year 2023")
_RANKING: Final = (_QUANG_NAM, "ranking show --year 2023")
_AIMED: Final = (_BINH_THUAN, "ranking show --year 2025 --as-of 2025-01-31")
_SCHOOL: Final = (_BINH_THUAN, "ranking list --year 2024")
_STATED: Final = (_BINH_THUAN, "figure list --period 2024-12-31")
_TARGETS: Final = (_BINH_THUAN, "target list --year 2025")
_TASKS: Final = (_BINH_THUAN, "task list")
_DISCIPLINES: Final = (_QUANG_NAM, "discipline count --year 2023")
_UNITS: Final = (_BINH_THUAN, "unit count --as-of 2024-12-31")

FIGURES: Final = (
    Figure("S1", "Bình Thuận 2024: planned", "1,980", *_BT_PROGRESS, _is("target")),
    Figure("S1", "admitted", "2,070", *_BT_PROGRESS, _is("admitted")),
    Figure("S1", "of the plan", "104.55 %", *_BT_PROGRESS, _share("admitted", "target")),
    Figure("S1", "aim for 2025: admitted", "2,000", *_TARGETS, _is("number", period="2025")),
    Figure("S1", "Hoa Lư, first quarter 2024: admitted", "41", *_HL_PROGRESS, _is("admitted")),
    Figure(
        "S1",
        "of the plan of the year (158, not printed)",
        "25.9 %",
        *_HL_PROGRESS,
        _share("admitted", "target"),
    ),
    Figure("S1", "Ninh Mỹ: planned", "13", *_NM_PROGRESS, _is("target")),
    Figure("S1", "admitted", "7", *_NM_PROGRESS, _is("admitted")),
    Figure("S1", "of the plan", "over 53 %", *_NM_PROGRESS, _share("admitted", "target")),
    Figure("S1", "Quảng Nam, bloc, 2023: target", "160", *_QN_PROGRESS, _is("target")),
    Figure(
        "S2",
        'of the 41, "new recruits" (what is meant is not resolved)',
        "35",
        *_GROUPS,
        _is("admitted", group="conscript-unresolved"),
    ),
    Figure("S2", "who was admitted", "", None, "report composition --year 2024"),
    Figure("S3", "Hoa Lư: classes in the quarter", "3", *_CLASSES, lambda said: len(said["rows"])),
    Figure("S3", "people in them", "185", *_CLASSES, _sum("people")),
    Figure("S3", "for the Youth Union of upper-secondary schools", "1", *_CLASSES, _for_pupils),
    Figure("S4", "Ninh Mỹ: dossiers in preparation", "4", *_NM_PROGRESS, _is("dossiers_open")),
    Figure("S5", "Quảng Nam, bloc, 2023: admitted", "174", *_QN_PROGRESS, _is("admitted")),
    Figure("S5", "recognised as full members", "114", *_QN_PROGRESS, _is("recognised")),
    Figure(
        "S6",
        "Ninh Mỹ 2024: conscripts admitted before enlistment",
        "100 %",
        *_CONSCRIPTS,
        _share("admitted", "base", name=_NINH_MY),
    ),
    Figure(
        "S6",
        'the year before (2024 is "the first year"; the list is invented)',
        "below 100 %",
        *_CONSCRIPTS,
        _share("before_admitted", "before_base", name=_NINH_MY),
    ),
    Figure("S7", "who answers for which units", "", None, "supervision list"),
    Figure("S8", "Quảng Nam, bloc, 2023: cards issued", "166", *_CARDS, _is("issued")),
    Figure("S8", "badges awarded", "27", *_BADGES, _sum("badges")),
    Figure("S9", "reviews concluded", "808", *_REVIEWS, lambda said: said["concluded"]),
    Figure("S10", "Quảng Nam, bloc, 2023: ranked", "64", *_RANKING, lambda said: said["ranked"]),
    Figure(
        "S10",
        "newly founded, not ranked",
        "1",
        *_RANKING,
        lambda said: said["not_ranked"]["newly-founded"],
    ),
    *(
        figure
        for rank, number, percent in (
            ("excellent", "5", "9.43 %"),
            ("good", "48", "75 %"),
            ("completed", "7", "10.93 %"),
            ("not-completed", "4", "6.25 %"),
        )
        for figure in (
            Figure("S10", rank, number, *_RANKING, _is("number", rank=rank)),
            Figure("S10", rank, percent, *_RANKING, _share("number", "base", rank=rank)),
        )
    ),
    Figure("S10", "Bình Thuận: class of a school", "excellent", *_SCHOOL, _is("rank")),
    Figure("S10", "its members", "37", *_STATED, _is("number")),
    Figure(
        "S10",
        "aim for 2025: organisations ranked good",
        "at least 75 %",
        *_AIMED,
        lambda said: Share(_row(said, rank="good")["aim"], 100),
    ),
    *(
        Figure("S11", what, number, *_DISCIPLINES, _is(key, whom=whom, form=form))
        for what, number, key, whom, form in (
            ("Quảng Nam, bloc, 2023: members disciplined", "43", "number", "member", "all"),
            ("reprimand (our reading of the form)", "24", "number", "member", "reprimand"),
            ("warning (our reading)", "4", "number", "member", "warning"),
            ("removal (our reading)", "3", "number", "member", "removal"),
            ("expulsion (our reading)", "12", "number", "member", "expulsion"),
            ("the year before", "27", "before", "member", "all"),
            ("more than the year before", "16", "difference", "member", "all"),
            ("organisations disciplined", "6", "number", "organisation", "all"),
            ("reprimand", "1", "number", "organisation", "reprimand"),
            ("warning", "5", "number", "organisation", "warning"),
            ("the year before", "1", "before", "organisation", "all"),
        )
    ),
    Figure("S12", "Bình Thuận: grassroots organisations", "698", *_UNITS, _grassroots),
    *(
        Figure("S12", what, number, *_UNITS, _is("units", kind=kind))
        for what, number, kind in (
            ("grassroots committees", "239", "grassroots-committee"),
            ("grassroots cells", "459", "grassroots-cell"),
            ("department committees", "16", "department-committee"),
            ("cells under committees", "2,163", "cell"),
        )
    ),
    Figure("S13", "attendance of cell meetings", "", None, "attendance count --year 2024"),
    Figure(
        "S14",
        "Bình Thuận 2024: organisations to found in non-state enterprises",
        "3",
        *_TASKS,
        _is("goal", state="done"),
    ),
    Figure("S14", "founded", "3", *_TASKS, _is("reached", state="done")),
    Figure("S15", "complaints, and what waits for them", "", None, "complaint list"),
    Figure("S16", "one person's whole record", "", None, "member show PERSON"),
    Figure("S17", "Hoa Lư: members at the end of the quarter", "5,197", *_BALANCE, _is("closing")),
    Figure("S18", "inspection of organisations", "", None, "inspection list"),
)
"""Every printed figure, and a line for each system of which none is printed."""
