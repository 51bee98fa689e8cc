"""Samples at the terminal."""

import pytest

from tests.cli.calling import Caller


def test_a_sample_is_the_same_again_and_as_known_then_for_ever(hoa_lu: Caller) -> None:
    asked = ("audit", "sample", "--n", "7", "--seed", "thanh tra 2024", "--json")
    one = hoa_lu.done(*asked).json
    assert hoa_lu.done(*asked).json == one
    assert (len(one["rows"]), one["seed"]) == (7, "thanh tra 2024")
    assert one["population"] == len(hoa_lu.done("status", "--json").json["rows"])
    then = hoa_lu.done(*asked, "--known-at", str(one["position"])).json
    assert then["rows"] == one["rows"]
    other = hoa_lu.done("audit", "sample", "--n", "7", "--seed", "x", "--json").json
    assert other["rows"] != one["rows"]


def test_the_table_says_how_it_was_drawn(hoa_lu: Caller) -> None:
    asked = ("audit", "sample", "--n", "5", "--seed", "s", "--stratify", "standing")
    said = hoa_lu.done(*asked, "--year", "2024").out
    assert "5 of " in said
    assert "by largest remainder" in said
    assert "drawn: " in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--seed"),
        (("--seed", "s", "--n", "0"), "--n"),
        (("--seed", "s", "--stratify", "party"), "party"),
        (("--seed", "s", "--unit", "nowhere"), "There is no unit"),
    ],
)
def test_what_cannot_be_drawn_is_a_wrong_usage(
    call: Caller, arguments: tuple[str, ...], said: str
) -> None:
    outcome = call("audit", "sample", *arguments)
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
