"""Figures: how many, how surely bounded, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbat.model import Bound
from orbat.read.numbers import Figure, find_figures


def only(text: str) -> tuple[str, Figure]:
    (found,) = find_figures(text)
    return text[found.start : found.end], found


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("a force of 50,000 men", "50,000", 50_000),
        ("1.5 million people", "1.5 million", 1_500_000),
        ("3 000 men", "3 000", 3_000),
        ("12k followers", "12k", 12_000),
        ("fifteen soldiers", "fifteen", 15),
        ("TWENTY-FIVE GUERRILLAS", "TWENTY-FIVE", 25),
        ("two dozen men", "two dozen", 24),
        ("half a dozen tanks", "half a dozen", 6),
        ("a hundred tanks", "a hundred", 100),
        ("twenty-five thousand troops", "twenty-five thousand", 25_000),
        ("one hundred and fifty men", "one hundred and fifty", 150),
        ("one soldier was killed", "one", 1),
        ("a 300-strong force", "300", 300),
    ],
)
def test_count(text: str, words: str, count: int) -> None:
    found, figure = only(text)
    assert (found, figure.count, figure.bound) == (words, count, "exact")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 40 men", "at_least"),
        ("no fewer than 40 men", "at_least"),
        ("40 or more men", "at_least"),
        ("40+ men", "at_least"),
        ("up to 40 men", "at_most"),
        ("fewer than 40 men", "at_most"),
        ("an estimated 40 men", "about"),
        ("nearly 40 men", "about"),
        ("40 or so men", "about"),
    ],
)
def test_bound_words_are_part_of_the_figure(text: str, bound: Bound) -> None:
    words, figure = only(text)
    assert (words, figure.count, figure.bound) == (text.removesuffix(" men"), 40, bound)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 200 and 300 men", 200, 300),
        ("500-700 men", 500, 700),
        ("200 to 300 men", 200, 300),
        ("from 200 to 300 men", 200, 300),
        ("two or three men", 2, 3),
        ("10-15,000 men", 10_000, 15_000),
        ("two to three thousand men", 2_000, 3_000),
    ],
)
def test_range(text: str, low: int, high: int) -> None:
    words, figure = only(text)
    assert (words, figure.count, figure.low, figure.high) == (text.removesuffix(" men"), None, low, high)


@pytest.mark.parametrize("text", ["5 and 3 men", "grew from 3 to 5 men", "moved 9 to 3 camps"])
def test_two_numbers_that_are_no_range(text: str) -> None:
    assert len(find_figures(text)) == 2


@pytest.mark.parametrize(
    "text", ["dozens of men", "scores of cars", "hundreds fled", "several men", "tens of thousands"]
)
def test_what_the_text_leaves_open_has_no_count(text: str) -> None:
    _, figure = only(text)
    assert figure.vague
    assert figure.count is figure.low is figure.high is None


@pytest.mark.parametrize(
    "text",
    [
        "In 2016, on 20 March, at 14:30",
        "the fifth brigade and the 5th Division",
        "25%, 30 percent, 40 per cent",
        "$500 million, 20 million dollars, 500 Sudanese pounds, US$ 300",
        "25 Task Force Brigade met 1 Division",
        "Resolution 2254 on Highway 15",
        "Karim Saleh, 44, a man aged 31, a 33-year-old",
        "T-72 tanks, AK-47s and 122mm guns, 12.7 mm",
        "15 km north of it, 3.5 up",
        "one of them; no one; the one who",
        "[3] and (4)",
        "1. First\n2. Second",
        "call 555-2012",
        "millions of dollars and thousands of acres",
        "at 131 West 23rd Street",
        "two-thirds of it after 9/11",
        "for fifteen days",
        "36°12′37″N",
    ],
)
def test_no_figure(text: str) -> None:
    assert find_figures(text) == []


@given(st.integers(2, 999_999), st.sampled_from(["{:,}", "{}"]))
def test_digits_are_read_back(number: int, form: str) -> None:
    text = f"It has {form.format(number)} fighters."
    assert only(text)[1].count == number


@given(st.text("0123456789 ,.-$%kthousandfiveto/()\n", max_size=40))
def test_any_text_gives_ordered_figures(text: str) -> None:
    end = 0
    for figure in find_figures(text):
        assert end <= figure.start < figure.end <= len(text)
        end = figure.end
        assert figure.low is None or figure.high is None or figure.low < figure.high
