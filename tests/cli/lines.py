"""Lines of commands with ids of their own, for small stores."""

from typing import Any

PROVINCE = "unit-01939d3c-0000-7000-8000-000000000001"
DISTRICT = "unit-01939d3c-0000-7000-8000-000000000002"
NOWHERE = "unit-01939d3c-0000-7000-8000-0000000000ff"


def command_id(number: int) -> str:
    return f"01939d3c-0000-7000-9000-{number:012}"


def line(number: int, command: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"command": command, "id": command_id(number), "on": "2024-01-02", **fields}


def found_province(number: int = 1) -> dict[str, Any]:
    return line(
        number, "found-unit", unit=PROVINCE, kind="directly-under-central", name="Tỉnh ủy Đặng"
    )


def found_district(number: int = 2, unit: str = DISTRICT) -> dict[str, Any]:
    return line(
        number,
        "found-unit",
        unit=unit,
        kind="upper-grassroots",
        name="Huyện ủy Ý",
        code="H1",
        parent=PROVINCE,
    )


def renamed(number: int, name: str, unit: str = DISTRICT) -> dict[str, Any]:
    return line(number, "rename-unit", unit=unit, name=name)
