"""What is asked to have recorded about meetings of cells and committees."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import MeetingId, UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Count, Value

MeetingKind = Literal[
    "cell", "department-committee", "grassroots-committee", "standing-committee", "standing-body"
]


class Roll(Value):
    """The roll-call: full members (or incumbents) summoned, who is absent on which ground, present.

    `present` counts those entitled to vote; probationary members are counted apart, they have no
    vote (CH11 art. 3.4).
    """

    summoned: Count
    elsewhere_absent: Count = 0
    exempt_absent: Count = 0
    suspended: Count = 0
    prosecuted: Count = 0
    present: Count
    probationary_present: Count = 0


class MeetingFields(Value):
    """Which body met, as what kind of meeting, with which roll; the minutes."""

    body: UnitId
    kind: MeetingKind
    roll: Roll
    document: Document | None = None


class HoldMeeting(MeetingFields, Command):
    """Record that a body met."""

    NAME: ClassVar[str] = "hold-meeting"
    STREAM: ClassVar[str] = "meeting"
    meeting: MeetingId
