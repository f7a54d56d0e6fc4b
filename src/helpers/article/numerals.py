"""Numbers as articles write them: digits grouped by language, words, Chinese characters; with the digits they claim."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {word: n for n, word in enumerate(ONES)} | {word: 20 + 10 * n for n, word in enumerate(TENS)}
BIG = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
WORD = "(?:" + "|".join(sorted([*SMALL, *BIG], key=len, reverse=True)) + ")"
WORDS = rf"{WORD}(?:(?:-|\s|\sand\s){WORD}){{0,11}}"
GERMAN_ONES = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
GERMAN_ONES += [f"{stem}zehn" for stem in ["drei", "vier", "fünf", "sech", "sieb", "acht", "neun"]]
GERMAN_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
GERMAN = {word: n for n, word in enumerate(GERMAN_ONES)} | {"hundert": 100, "einhundert": 100}
GERMAN |= {word: 20 + 10 * n for n, word in enumerate(GERMAN_TENS)}
GERMAN |= {
    f"{one}und{ten}": 20 + 10 * n + k for n, ten in enumerate(GERMAN_TENS) for k, one in enumerate(GERMAN_ONES[1:10], 1)
}
HAN = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8}
HAN_DIGITS = "[" + "".join([*HAN, *HAN_UNITS]) + "]{1,12}"


@dataclass(frozen=True)
class Number:
    """A printed number: its value, the step of its last printed digit, and the step of its last digit not zero."""

    value: float
    step: float
    coarse: float

    def times(self, factor: float) -> "Number":
        """The same digits in another unit."""
        return Number(self.value * factor, self.step * abs(factor), self.coarse * abs(factor))


def digits(text: str, decimal: str = ".") -> Number:
    """Read digits, grouped or not.

    Args:
        text: such as ``3,188`` or ``74,9``.
        decimal: the language's decimal mark; the other mark groups.

    Example:
        >>> digits("3,188"), digits("1.116", ","), digits("160").coarse
        (Number(value=3188.0, step=1.0, coarse=1.0), Number(value=1116.0, step=1.0, coarse=1.0), 10.0)
    """
    plain = re.sub(r"[^\d.,]", "", text.replace("・", "."))
    plain = plain.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    number = Decimal(plain)
    exponent = int(number.as_tuple().exponent)
    bare = plain.partition(".")[0].lstrip("0") if exponent == 0 else ""
    zeros = len(bare) - len(bare.rstrip("0"))
    return Number(float(number), float(Decimal(1).scaleb(exponent)), float(Decimal(1).scaleb(exponent + zeros)))


def words(text: str) -> Number:
    """Read English number words.

    Example:
        >>> words("three hundred and fifty-three").value, words("two thousand").value
        (353.0, 2000.0)
    """
    total = part = 0
    for word in re.findall("[a-z]+", text.lower()):
        if word in SMALL:
            part += SMALL[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in BIG:
            total, part = total + (part or 1) * BIG[word], 0
    return digits(str(total + part))


def han(text: str) -> Number:
    """Read Chinese or Japanese number characters.

    Example:
        >>> han("三百五十三").value, han("两").value, han("二十").value
        (353.0, 2.0, 20.0)
    """
    total = section = digit = 0
    if len(text) > 1 and all(sign in HAN for sign in text):  # "二〇二五": digit by digit
        return digits("".join(str(HAN[sign]) for sign in text))
    for sign in text:
        if sign in HAN:
            digit = HAN[sign]
        elif HAN_UNITS[sign] >= 10**4:
            total, section, digit = (total + section + digit) * HAN_UNITS[sign], 0, 0
        else:
            section, digit = section + (digit or 1) * HAN_UNITS[sign], 0
    return digits(str(total + section + digit))


MIXED = r"(?:\d{1,4}[亿億억] ?(?:\d{1,4}[万萬만]|\d[千천](?:\d{1,3})?[万萬만])|\d[千천]\d{0,3}[万萬만]|"
MIXED += r"\d{1,4}[万萬亿億만억] ?(?:\d{1,4}[万만] ?)?(?:\d[千천])?\d{1,4}|\d{1,3}[千천]\d{1,3})"
MIXED += r"(?![\d.,万萬亿億만억千천])"
THOUSANDS = ("千", "천")
MIXED_UNITS = HAN_UNITS | {"천": 1000, "만": 10**4, "억": 10**8}


def mixed(text: str) -> Number:
    """Read digits between large units.

    Example:
        >>> mixed("2万2319").value, mixed("2만2천319").value, mixed("3천188").value, mixed("2억5천만").value
        (22319.0, 22319.0, 3188.0, 250000000.0)
    """
    total, section, least = 0, 0, 1
    for part, units in re.findall(r"([\d,]+)([^\d, ]*)", text):
        least, number = 1, int(part.replace(",", ""))
        for unit in units:
            least *= MIXED_UNITS[unit]
        section += number * (1000 if units[:1] in THOUSANDS else 1)
        if units[-1:] not in THOUSANDS:
            total, section = total + section * MIXED_UNITS.get(units[-1:], 1), 0
    return digits(str((total + section) // least)).times(least)


@lru_cache(10_000)
def read(text: str, decimal: str = ".") -> Number:
    """Read a number in digits, English or German words, or Chinese characters."""
    text = text.strip().lower()
    if re.fullmatch(MIXED, text):
        return mixed(text)
    if text[:1].isdigit() and text[:1].isascii():
        return digits(text, decimal)
    if text in GERMAN:
        return digits(str(GERMAN[text]))
    return han(text) if text[:1] in HAN or text[:1] in HAN_UNITS else words(text)
