"""Claims: formatted once, settled between computed and printed, traced, and escaped."""

import math
import re
from dataclasses import replace

import pandas as pd
import pytest

from helpers import meanings, schema
from helpers.claims import Claims
from helpers.errors import DataError
from helpers.measures import Measured, unknown
from helpers.numbers import decided, span_of, written
from helpers.trace import text
from tests.conftest import ROOT


def statement(kind="mom_pct", value="660", rounding="1", publisher="A", vintage="2025-07-20", **more):
    base = {"base": "2025-05", "partner": "USA", "period": "2025-06", "reporter": "CHN", "flow": "export"}
    base |= {"hs_code": "85051110", "file": "p.csv", "line": 2, "id": f"p.csv#{publisher}", "url": "http://a"}
    return (
        base | {"kind": kind, "value": value, "rounding": rounding, "publisher": publisher, "vintage": vintage} | more
    )


def ledger(*statements) -> Claims:
    table = schema.conform("statements", pd.DataFrame(list(statements)))
    observations = schema.conform("observations", pd.DataFrame())
    return Claims("rare-earth-magnets", "2025-06", "2025-07-21", observations, table)


def settle(claims: Claims, measured: Measured, kind="mom_pct"):
    return claims.settle("usa.on_month", measured, kind, "USA", base="2025-05", unit="%±")


def test_a_ledger_without_numbers_shows_no_empty_table():
    claims = ledger()
    claims.say(text("Nothing is known."))
    assert "<table" not in claims.table()._repr_mimebundle_()["text/html"]
    claims.say(text("It is {x}.", x=claims.add("x", Measured(1, 1, 1, "kg"))))
    assert "<table" in claims.table()._repr_mimebundle_()["text/html"]


def test_a_number_without_lines_of_data_says_so_and_no_mark_is_explained_that_is_not_there():
    claims = ledger()
    claims.say(text("It is {x}.", x=claims.add("x", Measured(1, 1, 1, "kg"))))
    page = claims.table()._repr_mimebundle_()["text/html"]
    assert "<small>a rule, or a count that no line of data gives</small>" in page and "<td></td>" not in page
    assert "Every number in a sentence above has a row here" in page and "dagger" not in page
    quoted = ledger(statement())
    quoted.say(text("It is {x}.", x=settle(quoted, Measured(why_unknown="no figure"))))
    assert "A dagger marks a number" in quoted.table()._repr_mimebundle_()["text/html"]
    empty = ledger().table()._repr_mimebundle_()["text/html"]
    assert empty == "<p>No sentence above has a number that is made from the data.</p>"


def test_computed_alone_is_computed():
    claim = settle(ledger(), Measured(660.3, 659.4, 661.3))
    assert (claim.text, claim.quoted) == ("+660%", "")


def test_too_coarse_to_decide_and_printed_is_quoted():
    claim = settle(ledger(statement()), Measured(667.4, 658.1, 676.9))
    assert (claim.text, claim.quoted) == ("+660%", "A")
    assert "658.1" in claim.note
    assert "676.9" in claim.note


def test_a_printed_figure_that_disagrees_is_not_quoted():
    claim = settle(ledger(statement(value="667")), Measured(660.3, 659.4, 661.3))
    assert (claim.text, claim.quoted) == ("+660%", "")


def test_unknown_but_printed_is_quoted_and_says_why():
    claim = settle(ledger(statement(value="-52")), unknown("no figure for USA in 2024-06"))
    assert (claim.text, claim.quoted, claim.note) == ("−52%", "A", "no figure for USA in 2024-06")


def test_unknown_and_not_printed_is_falsy_and_cannot_be_said():
    claims = ledger()
    claim = settle(claims, unknown("no figure"))
    assert not claim
    with pytest.raises(DataError, match="no figure"):
        claims.say(text("up {x}", x=claim))


def test_the_statement_of_most_publishers_is_quoted_first_printed_first():
    rows = [
        statement(publisher="B", vintage="2025-07-21"),
        statement(publisher="C", value="667"),
        statement(publisher="A"),
    ]
    assert ledger(*rows).printed("mom_pct", "USA", "2025-06", "2025-05")["publisher"] == "A"


def test_a_finer_statement_comes_before_a_popular_one_and_first_hand_before_second():
    rows = [statement(publisher="B"), statement(publisher="C"), statement(publisher="D", value="660.3", rounding="0.1")]
    rows.append(statement(publisher="E", value="660.33", rounding="0.01", second_hand=True))
    assert ledger(*rows).printed("mom_pct", "USA", "2025-06", "2025-05")["publisher"] == "D"


@pytest.mark.parametrize("template", ["up 660% on May", "in 2025"])
def test_a_typed_number_is_refused(template):
    with pytest.raises(DataError, match="typed number"):
        ledger().say(text(template))


def test_a_sentence_links_each_number_to_its_row():
    claims = ledger(statement())
    claim = settle(claims, Measured(667.4, 658.1, 676.9))
    said = claims.say(text("{change} on {base}", change=claim, base="May 2025"))
    assert said.plain == "+660% on May 2025"
    page = claims.table()._repr_mimebundle_()["text/html"]
    assert 'href="#trace-usa.on_month"' in said.page
    assert 'id="trace-usa.on_month"' in page
    assert "quoted" in page
    assert 'href="http://a"' in page


def test_a_number_carries_its_formula_inputs_vintage_and_source():
    claims = ledger(statement())
    claim = settle(claims, unknown("no figure"))
    page = claims.say(text("{change}", change=claim)).page
    for mark in (
        'data-formula="as printed by A"',
        'data-inputs="p.csv#A"',
        'data-vintage="2025-07-21"',
        'data-source="A, 2025-07-20"',
    ):
        assert mark in page


def test_hostile_words_are_escaped_and_hostile_links_dropped():
    claims = ledger(statement(publisher='<script>alert("x")</script>', url="javascript:alert(1)"))
    claim = settle(claims, unknown("no figure"))
    said = claims.say(text("{x}, as {who} printed", x=claim, who=claim.quoted))
    html = said.page + claims.table()._repr_mimebundle_()["text/html"]
    assert "<script" not in html
    assert "javascript:" not in html


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (Measured(352800, 352750, 352850, "kg"), "353 t"),
        (Measured(7115741872, 7115741871.5, 7115741872.5, "kg"), "7.12 million t"),
        (Measured(400, 350, 450, "kg"), "0.4 t"),
        (Measured(1.02e9, 1.015e9, 1.025e9, "USD"), "1.02 billion US dollars"),
        (Measured(2.4e6, 2.35e6, 2.45e6, "USD"), "2.4 million US dollars"),
        (Measured(2, 2, 2, "rank"), "second"),
        (Measured(7.6034, 7.594, 7.613, "times"), "7.6 times"),
        (Measured(-0.04, -0.045, -0.035, "%±"), "0.0%"),
        (Measured(0.4, 0.2, 0.6, "%±"), "+0.4%"),
        (Measured(-1.35, -1.6, -1.1, "%±"), "−1.4%"),
        (Measured(2.4, 2.2, 2.6, "%±"), "+2%"),
        (Measured(0.4, -0.3, 1.1, "%±"), "0%"),
        (Measured(0.0, 0.0, 0.0, "%±"), "0%"),
    ],
)
def test_numbers_as_a_sentence_prints_them(measured, expected):
    assert written(measured) == expected


def test_no_digit_finer_than_the_interval():
    assert decided(157.37, 157.46, 2) == 1
    assert decided(0, 30, 3) == 0


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_width_of_its_interval_alone_decides_the_digits_of_a_change(sign):
    """So what is printed to a tenth keeps it: both ends of ±0.05 never round alike, and would leave it none."""
    for tenths in range(21, 2000):
        value = sign * tenths / 10
        printed = Measured(value, *span_of(f"{value:.1f}", "0.1"))
        assert written(printed, "%±") == f"{value:+.1f}%".replace("-", "−")
        for middle in (value, value + 0.049):  # far from where a tenth is rounded, and beside it
            wider = Measured(middle, middle - 0.06, middle + 0.06)
            assert "." not in written(wider, "%±")


@pytest.mark.parametrize("words", ["", "record", "1,5"])
def test_a_printed_value_that_is_no_number_says_so(words):
    with pytest.raises(ValueError, match=r"could not convert"):
        span_of(words, "1")


def test_open_ends():
    assert span_of("<0.1", "") == (-math.inf, 0.1)


def test_every_count_has_words_for_its_trace():
    found = set()
    for path in (ROOT / "src" / "helpers").glob("*.py"):
        found |= set(re.findall(r"""count\(\s*"([a-z_.]+)",""", path.read_text()))
    assert len(found) > 30
    assert found <= set(meanings.COUNTS)


def test_a_row_of_the_table_has_the_words_of_its_sentence():
    claims = ledger()
    claim = claims.add("wld.level", Measured(27789, 27788.5, 27789.5, "kg"))
    claims.say(text("It was {level}.", level=replace(claim, text="27.8 t")))
    claims.add("wld.level", Measured(27789, 27788.5, 27789.5, "kg"))  # another sentence asks for it again
    assert claims.table().frame()["text"].tolist() == ["27.8 t"]
