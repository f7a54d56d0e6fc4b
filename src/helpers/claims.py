"""Claims: the numbers of one notebook, each with its formula, interval, base and rows.

A number is printed with no more digits than its interval decides. Where a publisher printed a finer one that agrees,
that one is shown and marked as quoted.
"""

import copy
import html
import math
import re
from collections.abc import Mapping

import pandas as pd

from helpers import languages, reference
from helpers.errors import DataError, problem
from helpers.htmltable import joined
from helpers.meanings import between
from helpers.measures import Measured
from helpers.numbers import number, span_of, with_words, written
from helpers.trace import DAGGER, Claim, Label, Piece, Said, Text, Trace, day_of


class Claims:
    """The claims of one notebook.

    Args:
        product: name in products.csv, or a product made ad hoc.
        period: month described.
        vintage: day as of which it is described.
        observations: rows behind the panel, for the traces.
        statements: printed percentages, ranks and shares that may be quoted.
        lang: language in which numbers are written.
    """

    def __init__(
        self,
        product: str | reference.Product,
        period: str,
        vintage: str,
        observations: pd.DataFrame,
        statements: pd.DataFrame,
        lang: str = "en",
    ):
        self.lang = lang
        self.product = reference.product(product) if isinstance(product, str) else product
        self.period, self.vintage = period, vintage
        self.statements = statements
        self.made: dict[str, Claim] = {}
        self.used: dict[str, Claim] = {}  # as first shown
        self.headline = ""
        self._sources = _sources(observations, statements)

    def apart(self, period: str) -> "Claims":
        """A ledger of its own for another month of the same panel, so that no key is overwritten."""
        other = copy.copy(self)
        other.period, other.made, other.used, other.headline = period, {}, {}, ""
        return other

    def add(self, key: str, measured: Measured, *, period: str = "", base: str = "", unit: str = "") -> Claim:
        """Register a measured number under a key; an unknown one is falsy and keeps the reason as its note."""
        text = written(measured, unit, self.lang) if measured.known else "unknown"
        claim = Claim(
            key,
            text,
            measured.value,
            (unit or measured.unit).rstrip("±"),
            measured.low,
            measured.high,
            measured.how,
            period or self.period,
            base,
            measured.rows,
            self.vintage,
            note=measured.why_unknown,
        )
        return self.keep(claim)

    def settle(
        self,
        key: str,
        measured: Measured,
        kind: str,
        partner: str,
        *,
        period: str = "",
        base: str = "",
        unit: str = "",
    ) -> Claim:
        """Register a number that may be computed, printed by somebody, or both.

        Unknown here but printed: quoted. Computed, but rounding leaves the printed digit open, and printed in
        agreement: the printed one is shown, marked as quoted, and the note gives what can be computed. Else: computed.

        Args:
            key: name of the claim.
            measured: what can be computed.
            kind: kind of statement that would print it: mom_pct, yoy_pct, ytd_yoy_pct, multiple, share_pct, rank.
            partner: whom the statement is about.
            period: month or span, by default the month described.
            base: period compared with; empty matches statements of any base.
            unit: unit in which it is written.
        """
        period = period or self.period
        claim = self.add(key, measured, period=period, base=base, unit=unit)
        printed = self.printed(kind, partner, period, base)
        if printed is None:
            return claim
        low, high = span_of(printed["value"], printed["rounding"])
        shown = _statement_text(printed, unit or measured.unit, self.lang)
        if measured.known:
            apart = high < measured.low or low > measured.high
            digits = len(printed["rounding"].partition(".")[2])
            settled = round(measured.low, digits) == round(measured.high, digits)
            if apart or settled or shown == claim.text:
                return claim
        note = f"computed from rounded figures: {between(claim)}" if claim else claim.note
        quoted = Claim(
            key,
            shown,
            float(printed["value"].lstrip("<>")),
            (unit or measured.unit).rstrip("±"),
            low,
            high,
            f"as printed by {printed['publisher']}",
            period,
            base,
            (printed["id"], *measured.rows),
            self.vintage,
            quoted=printed["publisher"],
            note=note,
        )
        return self.keep(quoted)

    def printed(self, kind: str, partner: str, period: str, base: str = "") -> dict | None:
        """The statement to quote: the finest, then the one most publishers print, then the first to print it."""
        table = self.statements
        mine = table[(table["kind"] == kind) & (table["partner"] == partner) & (table["period"] == period)]
        if base:
            mine = mine[mine["base"] == base]
        mine = mine[mine["value"].str.fullmatch(r"[<>]?-?\d+(\.\d+)?")]
        if mine.empty:
            return None
        mine = mine.assign(
            support=mine.groupby("value")["publisher"].transform("nunique"),
            prints=mine["publisher"].map(table["publisher"].value_counts()),
            fine=pd.to_numeric(mine["rounding"], errors="coerce").fillna(math.inf),
        )
        order = ["second_hand", "fine", "support", "vintage", "prints", "id"]
        return mine.sort_values(order, ascending=[True, True, False, True, False, True]).iloc[0].to_dict()

    def keep(self, claim: Claim) -> Claim:
        """Register a finished claim."""
        self.made[claim.key] = claim
        return claim

    def say(self, sentence: "Text", role: str = "p") -> "Said":
        """Show a sentence: claims become traced numbers, labels are escaped.

        Args:
            sentence: pieces, as ``text`` makes them.
            role: ``p`` for a paragraph, ``headline`` for the headline.

        Raises:
            DataError: a number was typed into the sentence, or a claim in it is unknown.
        """
        typed = [piece for piece in sentence.pieces if isinstance(piece, str) and re.search(r"\d", piece)]
        if typed:
            raise DataError(problem("a sentence holds a typed number", values=typed, do="make it a claim"))
        pairs = [self._shown(piece) for piece in sentence.pieces]
        plain, page = ("".join(half).strip() for half in zip(*pairs, strict=True)) if pairs else ("", "")
        if role == "headline":
            self.headline = plain
            page = _parted(sentence, [shown for _, shown in pairs], self.lang)
        return Said(plain, page, role)

    def _shown(self, piece: "Piece") -> tuple[str, str]:
        """A piece as plain text and as HTML."""
        if not isinstance(piece, Claim):
            words = piece.words if isinstance(piece, Label) else piece
            return words, html.escape(words, quote=False)
        if not piece:
            raise DataError(problem(f"the sentence cites {piece.key}, which is unknown: {piece.note}"))
        first = piece.key not in self.used
        if first:
            self.used[piece.key] = piece
        kind = "claim quoted" if piece.quoted else "claim"
        key = html.escape(piece.key)
        mark = f' id="use-{key}"' if first else ""
        how, interval = languages.explained(piece.how, self.lang), between(piece, self.lang)
        tip = html.escape(f"{how} · {interval} · {languages.headings(self.lang)['as_of']}{piece.vintage}")
        data = "".join(f' data-{name}="{html.escape(words)}"' for name, words in self._behind(piece).items())
        words = html.escape(_together(piece.text)) + (DAGGER if piece.quoted else "")
        return piece.text, f'<a class="{kind}"{mark} href="#trace-{key}" title="{tip}"{data}>{words}</a>'

    def _behind(self, claim: Claim) -> dict[str, str]:
        """What a page shows on hover, focus or tap of a number: formula, interval, inputs, vintage, source."""
        printed = [row for row in claim.rows if self._sources.get(row, {}).get("publisher")]
        places = [(self._sources[row]["publisher"], row, self._sources[row]["vintage"]) for row in printed]
        names = [f"{publisher}, {day_of(row, vintage, self.lang)}" for publisher, row, vintage in places]
        files = names or [row.partition("#")[0] for row in claim.rows]
        found = list(dict.fromkeys(files))
        more, many = (
            languages.put(" and {count} more", self.lang, count=len(names) - 3) if len(names) > 3 else ""
            for names in (found, claim.rows)
        )
        return {
            "formula": languages.explained(claim.how, self.lang),
            "interval": between(claim, self.lang),
            "inputs": "; ".join(claim.rows[:3]) + many,
            "vintage": claim.vintage,
            "source": "; ".join(found[:3]) + more,
        }

    def table(self) -> "Trace":
        """The claims that were said, each with its formula, interval and sources: ends every notebook."""
        return Trace(list(self.used.values()), self._sources, self.headline, self.lang)


def _parted(sentence: "Text", shown: list[str], lang: str) -> str:
    """A sentence as HTML; without blanks between words, a line may end before each name and number, not inside one.

    Nor does it end between the words behind a comma and what they lead to, since it may end at the comma.
    """
    if languages.space(lang):
        return "".join(shown).strip()
    befores = ["", *(piece if isinstance(piece, str) else "" for piece in sentence.pieces)]
    page = ""
    for before, piece, words in zip(befores, sentence.pieces, shown, strict=False):
        joins = not page or isinstance(piece, str) or before.startswith("，") or before.endswith("（")
        page += words if joins else f"<wbr>{words}"
    return page


def _together(words: str) -> str:
    r"""The words of a number with blanks at which no line ends: all where they are few, else those behind a digit.

    Example:
        >>> _together("46.4 t"), _together("43.6 US dollars per kg")
        ('46.4\xa0t', '43.6\xa0US dollars per kg')
    """
    words = joined(words)
    return words.replace(" ", "\u00a0") if len(words) < 20 else re.sub(r"(?<=\d) (?=[^\W\d])", "\u00a0", words)


def _statement_text(printed: Mapping[str, str], unit: str, lang: str) -> str:
    """A printed value in the unit of the sentence, with the digits that were printed."""
    value, rounding = printed["value"], printed["rounding"]
    if unit == "rank":
        return written(Measured(float(value), unit="rank"), lang=lang)
    decimals = len(rounding.partition(".")[2]) if rounding else len(value.partition(".")[2])
    text = number(float(value.lstrip("<>")), decimals, lang, sign=unit == "%±")
    bound = {"<": "under", ">": "over"}.get(value[:1], "")
    if lang != "en":
        return with_words(bound, lang) + text + ("%" if unit.startswith("%") else with_words(unit, lang))
    prefix = f"{bound} " if bound else ""
    return prefix + text + ("%" if unit.startswith("%") else f" {unit}" if unit else "")


def _sources(observations: pd.DataFrame, statements: pd.DataFrame) -> dict[str, dict]:
    """Where each row was printed or filed, by id."""
    columns = ["id", "publisher", "url", "vintage"]
    both = pd.concat([observations[columns], statements[columns]]).drop_duplicates("id")
    return both.set_index("id").to_dict("index")
