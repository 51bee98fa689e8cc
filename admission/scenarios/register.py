"""The units of a story as its lines leave them: what a reform goes by, as a clerk would."""

from typing import NamedTuple

from admission.scenarios.story import Line, Story


class Unit(NamedTuple):
    """A unit that stands; `clerk` is who records for it."""

    id: str
    kind: str
    name: str
    code: str | None
    parent: str | None
    clerk: Line


class Register:
    """Every unit that was founded and has not been merged into another."""

    def __init__(self, story: Story) -> None:
        self._units: dict[str, Unit] = {}
        for line in story.said("found-unit", "rename-unit", "recode-unit", "merge-unit"):
            self._take(line)
        self._under: dict[str | None, list[Unit]] = {}
        for unit in self._units.values():
            self._under.setdefault(unit.parent, []).append(unit)
        self.communes = {unit.code: unit for unit in self._units.values() if unit.code is not None}
        """The committees of communes by their codes."""

    def _take(self, line: Line) -> None:
        unit, units = line["unit"], self._units
        if line["command"] == "found-unit":
            by = {"actor": line["actor"], "role": line["role"], "for_unit": unit}
            above = line.get("parent")
            units[unit] = Unit(unit, line["kind"], line["name"], line.get("code"), above, by)
        elif line["command"] == "merge-unit":
            del units[unit]
            for under in [each for each in units.values() if each.parent == unit]:
                units[under.id] = under._replace(parent=line["into"])
        else:
            changed = {key: line[key] for key in ("name", "code") if key in line}
            units[unit] = units[unit]._replace(**changed)

    def under(self, unit: str | None) -> list[Unit]:
        """The units right under one; under None: those at the top."""
        return self._under.get(unit, [])

    def named(self, name: str, parent: str | None) -> Unit:
        """The first unit right under another whose name begins so."""
        return next(unit for unit in self.under(parent) if unit.name.startswith(name))
