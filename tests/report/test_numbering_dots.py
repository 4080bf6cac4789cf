"""Numbers of the deals in the plot: beside their marks, apart from each other."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from contract_lens.report.numbering_dots import Box, Number, place_numbers


def box_of(number: Number, text: int) -> Box:
    """The rectangle that a number covers: 3.2 wide a digit, 5 high, half a unit of it below the line."""
    return Box(number.x, number.y - 4.5, number.x + 3.2 * len(str(text)), number.y + 0.5)


def test_a_lone_number_stands_right_of_its_mark():
    (number,) = place_numbers([(10.0, 20.0, 3)])
    assert number == Number(15.0, 22.0, led=False)


def test_deals_at_one_place_keep_their_numbers_apart():
    marks = [(-20.0 + k, 5.0, k + 1) for k in range(6)]
    numbers = place_numbers(marks)
    boxes = [box_of(number, text) for number, (_, _, text) in zip(numbers, marks, strict=True)]
    assert not any(one.overlap(other) > 0.2 for one, other in combinations(boxes, 2))


def test_a_number_far_from_its_mark_is_led_to():
    numbers = place_numbers([(0.0, 0.0, k) for k in range(1, 13)])
    assert any(number.led for number in numbers) and not numbers[0].led


def test_no_mark_no_number():
    assert place_numbers([]) == []


places = st.tuples(st.floats(-100, 100), st.floats(-100, 100), st.integers(1, 999))


@given(st.lists(places, max_size=60))
def test_every_mark_has_its_number_near_it(marks):
    numbers = place_numbers(marks)
    assert len(numbers) == len(marks)
    for number, (x, y, _) in zip(numbers, marks, strict=True):
        assert abs(number.x - x) < 45 and abs(number.y - y) < 35


@given(places, places)
def test_two_marks_never_hide_each_other_s_numbers(one, other):
    numbers = place_numbers([one, other])
    first, second = (box_of(n, text) for n, (_, _, text) in zip(numbers, (one, other), strict=True))
    assert first.overlap(second) < 0.2
