"""Numbers of the deals in the plot: beside their marks, apart from each other."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.report.numbering_dots import Box, Number, place_numbers


def box_of(number: Number, text: int) -> Box:
    """The rectangle that a number covers: 3.2 wide a digit, 5 high, half a unit of it below the line."""
    return Box(number.x, number.y - 4.5, number.x + 3.2 * len(str(text)), number.y + 0.5)


def mark_at(x: float, y: float) -> Box:
    """The square that a mark covers."""
    return Box(x - 4, y - 4, x + 4, y + 4)


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
def test_a_number_stands_beside_its_mark_or_is_led_to(marks):
    numbers = place_numbers(marks)
    assert len(numbers) == len(marks)
    for number, (x, y, text) in zip(numbers, marks, strict=True):
        beside = Box(x - 5.2, y - 5.2, x + 5.2, y + 5.2).overlap(box_of(number, text)) > 0
        assert beside != number.led
        assert mark_at(x, y).overlap(box_of(number, text)) < 0.5  # and not on it, but for rounding


def crowd(count: int, spread: float, seed: int) -> list[tuple[float, float, int]]:
    draw = random.Random(seed)
    return [(draw.uniform(-spread, spread), draw.uniform(-spread, spread), k + 1) for k in range(count)]


def hidden(numbers: list[Number], marks: list[tuple[float, float, int]]) -> int:
    """How many pairs of numbers, and of a number and a mark, hide each other."""
    boxes = [box_of(number, text) for number, (_, _, text) in zip(numbers, marks, strict=True)]
    dots = [mark_at(x, y) for x, y, _ in marks]
    return sum(one.overlap(other) > 0.2 for one, other in (*combinations(boxes, 2), *product(boxes, dots)))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("count", "spread"), [(60, 100), (10, 10), (20, 20), (30, 30)])
def test_where_there_is_room_nothing_hides_a_number(count, spread, seed):
    marks = crowd(count, spread, seed)
    assert hidden(place_numbers(marks), marks) == 0


@pytest.mark.parametrize("seed", range(5))
def test_in_a_crowd_without_room_a_fifth_is_hidden_of_what_would_be(seed):
    marks = crowd(60, 30, seed)
    always_right = [Number(x + 5, y + 2, led=False) for x, y, _ in marks]
    assert hidden(place_numbers(marks), marks) < hidden(always_right, marks) / 5


@given(places, places)
def test_two_marks_never_hide_each_other_s_numbers(one, other):
    numbers = place_numbers([one, other])
    first, second = (box_of(n, text) for n, (_, _, text) in zip(numbers, (one, other), strict=True))
    assert first.overlap(second) < 0.2
