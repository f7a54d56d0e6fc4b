"""How a regular expression can begin, so that it is tried only where a text goes on in that way."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

LONGEST = 5  # letters: enough to see how the word behind "the" begins
MANY = 100  # letters of a class that are told apart
TOKEN = re.compile(
    r"\\u[0-9a-f]{4}|\\.|\[(?:\\.|[^\]\\])+\]|\((?:\?(?:P<\w+>|[a-z]*(?:-[a-z]+)?:|<?[=!]))?|[?*+]\??|\{[\d,]+\}\??|.",
    re.DOTALL,
)
WIDTHLESS = ("(?=", "(?!", "(?<=", "(?<!", r"\b", r"\B", "^", "$")
RANGE = re.compile(r"(\w)-(\w)")


def folded(text: str) -> str:
    """Letters as they are compared: none is a capital, and every digit is a nought.

    Example:
        >>> folded("Q3 2025, up")
        'q0 00'
    """
    return re.sub(r"\d", "0", text[:LONGEST].casefold())[:LONGEST]


def openings(pattern: str) -> set[str]:
    r"""All ways in which what a pattern matches can begin, folded; a short one may go on in any way.

    It may hold more than the pattern allows, and never less.

    Example:
        >>> sorted(openings(r"(?<!x)(?:the |a )?(?:[Ss]econd|\d+th|half)\b"))
        ['0', 'a 0', 'a hal', 'a sec', 'half', 'secon', 'the 0', 'the h', 'the s']
    """
    going, done = _read(TOKEN.findall(pattern)[::-1], {""})
    return going | done


def _read(tokens: list[str], begin: set[str]) -> tuple[set[str], set[str]]:
    """What a group can be as a whole, and the openings of what is longer or open; its tokens are taken off the end.

    With no beginning to go on from it is only passed over.
    """
    whole: set[str] = set()
    done: set[str] = set()
    going = begin
    while tokens and (token := tokens.pop()) != ")":
        if token == "|":
            whole, going = whole | going, begin
            continue
        own, more = _read(tokens, {""} if going else going) if token.startswith("(") else _letters(token)
        repeat = tokens.pop() if tokens and tokens[-1][0] in "?*+{" else ""
        if not going or token in WIDTHLESS:
            continue
        if repeat and repeat[0] != "?":
            own, more = set(), own | more
        if repeat.startswith(("?", "*", "{0", "{,")):
            own = own | {""}
        reached = {start + part for start in going for part in own}
        done |= {(start + part)[:LONGEST] for start in going for part in more}
        done |= {text[:LONGEST] for text in reached if len(text) >= LONGEST}
        going = {text for text in reached if len(text) < LONGEST}
    return whole | going, done


@cache
def _letters(token: str) -> tuple[set[str], set[str]]:
    """The letters that a token stands for, or where they are too many an open end."""
    if token == r"\d":
        return {"0"}, set()
    if token.startswith("[") and token[1] != "^" and "\\" not in token:
        letters = list(islice(_listed(token[1:-1]), MANY + 1))
        return (set(map(folded, letters)), set()) if len(letters) <= MANY else (set(), {""})
    if token[0] in "[." or (token[0] == "\\" and token[1].isalnum()):
        return set(), {""}
    return {folded(token[-1])}, set()


def _listed(letters: str) -> Iterator[str]:
    """The letters of a class, its ranges written out."""
    for first, last in RANGE.findall(letters):
        yield from map(chr, range(ord(first), ord(last) + 1))
    yield from RANGE.sub("", letters)
