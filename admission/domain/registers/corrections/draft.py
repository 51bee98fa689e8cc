"""A correction being put together: what it writes, and how the streams are read with it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from admission.domain.kernel import ids
from admission.domain.kernel.messages import (
    Accepted,
    Command,
    Context,
    Event,
    Recorded,
    Refused,
    Written,
)
from admission.domain.kinds import folded
from admission.domain.registers.corrections import events as e
from admission.domain.registers.corrections.commands import FactKey
from admission.domain.registers.corrections.state import as_they_stand, marks
from admission.domain.world import World

AsItWas = Callable[[World, Command, Context], Accepted | Refused]
"""What a command comes to that tells what was: only what is not well formed refuses it."""
Place = tuple[str, int]
"""A stream, and the place of a fact in it."""


class Draft:
    """The events of one correction, if there is one, the first on the stream of the fact.

    `rulebook` is that which the corrected fact was decided by.
    """

    def __init__(
        self,
        world: World,
        about: str,
        correction: e.FactAnnulled | e.FactCorrected | None = None,
        rulebook: str | None = None,
    ) -> None:
        self.world = world
        self.about = about
        self.later: tuple[e.Reread, ...] = ()
        self._known = cache(world.past.history)
        self._correction = correction
        self._rulebook = rulebook
        self._beside: list[Written] = []

    @property
    def written(self) -> tuple[Written, ...]:
        """All that is to be recorded."""
        if self._correction is None:
            return ()
        first = self._correction.model_copy(update={"later": self.later})
        return (Written(self.about, first), *self._beside)

    def history(self, stream: str) -> tuple[Recorded, ...]:
        """The events of a stream, those to be recorded among them."""
        known = self._known(stream)
        new = [event for of, event in self.written if of == stream]
        at = enumerate(new, len(known) + 1)
        return (*known, *(Recorded(event, self._rulebook, 0, version) for version, event in at))

    @property
    def gone(self) -> frozenset[Place]:
        """The places of all that it annuls."""
        return frozenset(
            (event.about, event.fact)
            for _, event in self.written
            if isinstance(event, e.FactAnnulled | e.ConsequenceAnnulled)
        )

    def facts(self, stream: str) -> Sequence[Recorded]:
        """The facts of a stream as they would stand."""
        return as_they_stand(self.history(stream))

    @property
    def changed(self) -> tuple[str, ...]:
        """The streams beside paths of which anything stands otherwise; paths rest on them."""
        streams = (self.about, *(stream for stream, _ in self._beside))
        return tuple(dict.fromkeys(s for s in streams if ids.kind_of(s) != "candidate"))

    @property
    def read_elsewhere(self) -> int:
        """How many facts of other streams are read anew."""
        return sum(isinstance(event, e.StepReread) for _, event in self._beside)

    @property
    def changes_nothing(self) -> bool:
        """Whether every fact of the stream stands as it did."""
        before = as_they_stand(self._known(self.about))
        return [(f.version, f.event) for f in before] == [
            (f.version, f.event) for f in self.facts(self.about)
        ]

    @property
    def days(self) -> frozenset[date]:
        """The days of the fact: as it is recorded, and as it is to be read."""
        if self._correction is None:
            return frozenset()
        instead = self._correction.instead
        recorded = self._known(self.about)[self._correction.fact - 1].event
        return frozenset(each.on for each in (recorded, instead) if each)

    @property
    def breaks_rules(self) -> bool:
        """Whether what stands instead of the fact goes against rules."""
        instead = self._correction.instead if self._correction else None
        return bool(getattr(instead, "against_rules", ()))

    def before(
        self, places: Iterable[Place], known: Iterable[str] = (), position: int = 0
    ) -> World:
        """The world as it stood before a command that wrote at these places, the fact corrected.

        Of the streams of `known` only what was recorded before the position stands in it.
        """
        until = dict.fromkeys(known, position)
        streams = (self.about, *self.changed, *until)
        first = {each: len(self.history(each)) + 1 for each in streams}
        for stream, version in places:
            first[stream] = min(version, first.get(stream, version))
        states: dict[str, Any] = {}
        for stream, version in first.items():
            facts = (each for each in self.facts(stream) if each.version < version)
            states[stream] = folded(stream, _until(until.get(stream), facts))
        return self.world.supposing(states)

    def annul(self, places: Iterable[Place]) -> None:
        """Leave out, on other streams, what a command wrote there."""
        for stream, version in places:
            annulled = e.ConsequenceAnnulled(on=self._on, about=stream, fact=version)
            self._beside.append(Written(stream, annulled))

    def brought_about_by(self, stream: str, fact: int) -> tuple[Place, ...]:
        """Where a fact, and the correction of it that stands, wrote anything beside."""
        history = self._known(stream)
        causes = [fact]
        mark = marks(history, rereads=False).get(fact)
        if mark:
            causes.append(mark.by.version)
        return tuple(
            place
            for cause in causes
            for place in self.world.past.entered(stream, cause).places
            if place != (stream, cause) and not self._is_correction(place)
        )

    def read(self, stream: str, fact: int, event: Event) -> None:
        """Have a later fact read anew: the correction says so, or on another stream an event."""
        if stream == self.about:
            self.later = (*self.later, e.Reread(fact=fact, event=event))
            return
        place = len(self._known(self.about)) + 1
        said = e.StepReread(
            on=self._on,
            about=stream,
            fact=fact,
            event=event,
            person=self.world.subject(stream) or vars(event)["person"],
            correction=FactKey(about=self.about, fact=place),
        )
        self._beside.append(Written(stream, said))

    def bring_about(self, beside: Iterable[Written], places: Iterable[Place]) -> None:
        """See to it that these events stand at the places, or anew, and nothing else there."""
        left = list(places)
        for stream, event in beside:
            place = self._place_for(left, stream, event)
            if place is None:
                self._beside.append(Written(stream, event))
                continue
            left.remove(place)
            if self._standing(place) != event:
                corrected = e.ConsequenceCorrected(
                    on=self._on, about=stream, fact=place[1], event=event
                )
                self._beside.append(Written(stream, corrected))
        self.annul(place for place in left if self._standing(place) is not None)

    @property
    def _on(self) -> date:
        return self._correction.on if self._correction else date.min

    def _place_for(self, places: Iterable[Place], stream: str, event: Event) -> Place | None:
        """The place at which it stands already, else the first of an event of its type."""
        of_type = [p for p in places if p[0] == stream and self._recorded(p).TYPE == event.TYPE]
        as_is = (place for place in of_type if self._standing(place) == event)
        return next(as_is, next(iter(of_type), None))

    def _is_correction(self, place: Place) -> bool:
        return isinstance(self._recorded(place), e.Correction)

    def _recorded(self, place: Place) -> Event:
        return self._known(place[0])[place[1] - 1].event

    def _standing(self, place: Place) -> Event | None:
        return next((f.event for f in self.facts(place[0]) if f.version == place[1]), None)


def _until(position: int | None, facts: Iterable[Recorded]) -> Iterable[Recorded]:
    """Those recorded before a position, and those to be recorded; None: all."""
    return facts if position is None else (f for f in facts if f.position < position)
