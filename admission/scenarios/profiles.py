"""Who becomes a candidate where: ages, groups, grounds to be admitted there, introductions."""

from typing import Final, NamedTuple

Union = str | None


class Profile(NamedTuple):
    """One kind of candidate."""

    groups: tuple[str, ...]
    youngest: int
    oldest: int
    women: float
    basis: str = "residence"
    union: Union = None
    """The union that introduces beside one member; None: two members do."""


CONSCRIPT: Final = Profile(("conscript-unresolved",), 18, 23, 0.03, union="youth-union")
LOCAL_CONSCRIPT: Final = CONSCRIPT._replace(groups=("conscript", "conscript-unresolved"))
PUPIL: Final = Profile(
    ("pupils", "upper-secondary-youth-union"), 18, 18, 0.6, basis="study", union="youth-union"
)
ELDER: Final = Profile(("village-elders",), 61, 66, 0.2)

_YOUTH = Profile(("youth-union",), 19, 29, 0.45, union="youth-union")
_SOLDIER = Profile(("armed-forces",), 20, 34, 0.05, basis="contract", union="youth-union")

TRADES: Final[dict[str, tuple[tuple[Profile, int], ...]]] = {
    "village": (
        (_YOUTH, 9),
        (Profile(("farmers",), 24, 52, 0.4), 7),
        (Profile(("womens-union",), 24, 48, 1.0), 5),
        (Profile(("returning-soldiers",), 22, 28, 0.02, union="youth-union"), 4),
        (Profile(("veterans",), 35, 55, 0.05), 1),
        (Profile(("business-owners",), 28, 52, 0.35), 1),
        (Profile(("religious-followers", "farmers"), 25, 50, 0.4), 1),
    ),
    "school": ((Profile(("teachers",), 24, 44, 0.75, "contract", "trade-union"), 1),),
    "office": (
        (Profile(("officials",), 24, 46, 0.5, "contract", "trade-union"), 4),
        (Profile(("officials", "youth-union"), 23, 30, 0.5, "contract", "youth-union"), 2),
    ),
    "health": ((Profile(("health-workers",), 24, 45, 0.65, "contract", "trade-union"), 1),),
    "enterprise": (
        (Profile(("enterprise-workers",), 22, 45, 0.4, "contract", "trade-union"), 5),
        (Profile(("enterprise-workers", "youth-union"), 21, 30, 0.4, "contract", "youth-union"), 2),
        (Profile(("business-owners",), 30, 54, 0.3, "contract"), 1),
    ),
    "army": ((_SOLDIER, 1),),
    "police": ((_SOLDIER._replace(groups=("police",)), 1),),
}
"""By what the people of a cell do, the kinds of candidates that it has, and how often each."""
