"""Words that say when: values, periods, what they are counted from, and what is no date."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbat.dates import TimeExpression, check_date, find_times
from orbat.errors import DateError
from orbat.model import Period


def read(text: str, dateline: str | None = "2016-05-10") -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.value) for t in find_times(text, dateline)]


def only(text: str, dateline: str | None = "2016-05-10") -> TimeExpression:
    (found,) = find_times(text, dateline)
    return found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Clashes on 20 March 2016 left many dead", "20 March 2016", "2016-03-20"),
        ("On March 20, 2016, they left", "March 20, 2016", "2016-03-20"),
        ("LIMA, 20 MAR 89 (EFE)", "20 MAR 89", "1989-03-20"),
        ("dated 3/20/2016 by hand", "3/20/2016", "2016-03-20"),
        ("dated 20/3/2016 by hand", "20/3/2016", "2016-03-20"),
        ("dated 20.3.2016 by hand", "20.3.2016", "2016-03-20"),
        ("log of 2016-03-20", "2016-03-20", "2016-03-20"),
        ("in the 1990s", "the 1990s", "199X"),
        ("in mid-2014 they", "mid-2014", "2014"),
        ("the spring of 2013", "the spring of 2013", "2013-SP"),
        ("the second quarter of 2015", "the second quarter of 2015", "2015-Q2"),
        ("the first half of 2015", "the first half of 2015", "2015-H1"),
        ("formed in October of last year", "October of last year", "2015-10"),
        ("It said yesterday that", "yesterday", "2016-05-09"),
        ("It said last month that", "last month", "2016-04"),
        ("It said last week that", "last week", "2016-W18"),
        ("killed on Saturday", "Saturday", "2016-05-07"),
        ("It was seen in August", "August", "2015-08"),
        ("It will be held in August", "August", "2016-08"),
        ("It will be released on Thursday", "Thursday", "2016-05-12"),
        ("third-quarter losses", "third-quarter", "2015-Q3"),
        ("killed 8 days ago", "8 days ago", "2016-05-02"),
        ("split three years ago", "three years ago", "2013"),
        ("a five-day siege", "five-day", "P5D"),
        ("at 10:35 p.m. sharp", "10:35 p.m.", "2016-05-10T22:35"),
        ("on Tuesday night they", "Tuesday night", "2016-05-10TNI"),
        ("raids every Friday here", "every Friday", "XXXX-WXX-5"),
        ("It now controls", "now", "PRESENT_REF"),
    ],
)
def test_value_of_one_expression(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("active since 2012", Period("2012", starts=True)),
        ("since its founding in 2012", Period("2012", starts=True)),
        ("raids that began in October of last year", Period("2015-10", starts=True)),
        ("2014-present", Period("2014", starts=True)),
        ("over the past year", Period("2015", "2016")),
        ("until 2014", Period(None, "2014", ends=True)),
        ("as of 21 March 2016", Period("2016-03-21", "2016-03-21", kind="as_of")),
        ("at the end of 2015", Period("2015-12", "2015-12", approximate=True)),
        ("in early 2014", Period("2014", "2014", approximate=True)),
        ("around 2005", Period("2005", "2005", approximate=True)),
        ("in the spring of 2013", Period("2013-21", "2013-21")),
        ("in the past three months", Period("2016-02", "2016-05")),
        ("has waged a month-long campaign", Period("2016-04", "2016-05")),
        ("between 11-13 December 2012", Period("2012-12-11", "2012-12-13")),
        ("in the 2010/11 season", Period("2010", "2011")),
        ("in recent days", Period("2016-05", "2016-05", approximate=True)),
        ("a three-week siege", None),
    ],
)
def test_words_before_shape_the_period(text: str, period: Period | None) -> None:
    assert only(text).period == period


@pytest.mark.parametrize(
    "text",
    ["from 2011 to 2013", "2011-2013", "between 2011 and 2013", "2011 until 2013", "from 2011 through 2013"],
)
def test_both_ends_of_a_range_carry_it(text: str) -> None:
    assert [t.period for t in find_times(text, None)] == [Period("2011", "2013")] * 2


def test_first_month_of_a_range_takes_the_year_of_the_last() -> None:
    assert read("between March and May 2014") == [("March", "2014-03"), ("May 2014", "2014-05")]
    assert read("from November to May 2014")[0] == ("November", "2013-11")


def test_bare_months_of_a_list_take_its_year() -> None:
    assert [v for _, v in read("on 3 March, 9 April and 2 May 2013")] == [
        "2013-03-03",
        "2013-04-09",
        "2013-05-02",
    ]


def test_counted_from_what_was_told() -> None:
    text = "On 30 December 2013 it hit, two days later again. The following month it left. That year it fell."
    assert [v for _, v in read(text)] == ["2013-12-30", "2014-01-01", "2014-02", "2014"]


def test_a_sequence_of_opening_dates_keeps_its_year() -> None:
    assert read("In November 2012 it formed. In February, it split.")[1] == ("February", "2013-02")


def test_month_long_without_an_ongoing_verb_is_a_bare_length() -> None:
    assert only("After a month-long siege they left").period is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Monday", "XXXX-WXX-1"),
        ("on Dec. 15", "XXXX-12-15"),
        ("last year", "XXXX"),
        ("in April", "XXXX-04"),
        ("yesterday", "XXXX-XX-XX"),
    ],
)
def test_without_a_dateline_relative_words_stay_open(text: str, value: str) -> None:
    found = only(text, None)
    known = found.period.edtf() if found.period else None
    assert (found.value, known) == (value, value if re.fullmatch(r"XXXX-[01]\d(-\d\d)?", value) else None)
    assert found.period is None or (found.period.first, found.period.last) == (None, None)


def test_a_dateline_answers_no_finer_than_it_is() -> None:
    assert only("last month", "2016-05").value == "2016-04"
    assert only("last year", "2016").value == "2015"
    assert only("yesterday", "2016-05").period is None
    assert only("last month", "2016").period is None


@pytest.mark.parametrize(
    "text",
    [
        "a 33-year-old man",
        "Resolution 2254 and Highway 1958",
        "some 2000 fighters and 1990 rifles",
        "$2012 or 2,016 or 2012%",
        "telephone 555-2012",
        "they may march on the town",
        "a second man, three-quarters of them",
        "read in the Sunday Times",
        "on February 31",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert read(text) == []


def test_only_the_section_is_read_and_offsets_are_of_the_text() -> None:
    text = "In 2011 this. In 2012 that. In 2013 more."
    found = find_times(text, None, 14, 28)
    assert [(text[t.start : t.end], t.value) for t in found] == [("2012", "2012")]


def test_line_breaks_and_capitals() -> None:
    assert read("THE ATTACK OF MAY\n30, 1989 WAS") == [("MAY\n30, 1989", "1989-05-30")]


WORDS = (
    "on|3|May|2016|last|year|two|days|later|the|end of|31/02/2016|9999|next|century|-|Friday|February 30|ago"
    "|hundreds of|\n|’s|2015-13|Q4|T25:99|week|٣|this|weekend|in 1/2|fifth|quarter|1700 hours|1500s|past"
)


@given(
    st.lists(st.sampled_from(WORDS.split("|")), max_size=12),
    st.sampled_from([None, "0001-01-01", "9999-12-31", "2016-02-29", "2016-05"]),
)
def test_any_words_give_ordered_real_periods(parts: list[str], dateline: str | None) -> None:
    text = " ".join(parts)
    end = 0
    for found in find_times(text, dateline):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        if found.period:
            for bound in filter(None, (found.period.first, found.period.last)):
                assert re.fullmatch(r"\d{4}(-\d\d){0,2}", bound)


@pytest.mark.parametrize("text", ["2016", "2016-03", "2016-02-29"])
def test_check_date_gives_the_date(text: str) -> None:
    assert check_date(f" {text} ") == text


@pytest.mark.parametrize(
    "text", ["", "16", "2016-13", "2015-02-29", "20/3/2016", "2016-3-1", "0000", "٢٠١٦", "2016-03-20T10"]
)
def test_check_date_says_the_forms(text: str) -> None:
    with pytest.raises(DateError, match="YYYY, YYYY-MM or YYYY-MM-DD") as caught:
        check_date(text)
    assert "\n" not in str(caught.value)
