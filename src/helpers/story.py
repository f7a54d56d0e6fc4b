"""The month told in another language than English: the same claims through the macros of a template."""

import re

from helpers import languages, periods, reference
from helpers.month import Month
from helpers.trace import Claim, Label, Piece, Text

SECTIONS = ("headline", "lead", "low_base", "size", "others", "to_date")


def section(month: Month, name: str, *more: object) -> Text:
    """One section of the story in the month's language; empty where there is nothing to say.

    Args:
        month: opened with a ``lang`` that has a template.
        name: one of ``SECTIONS``, or another macro of the template.
        more: what that macro takes besides the month.

    Raises:
        DataError: no template tells a story in the language.
    """
    lang = languages.check(month.claims.lang)
    pieces: list[Piece] = []

    def keep(value: object) -> str:
        """Put a filled-in value aside and leave its number in its place; what a macro made passes through."""
        if isinstance(value, str) and "\0" in value:
            return value
        pieces.append(value if isinstance(value, Claim) else Label(str(value)))
        return f"\0{len(pieces) - 1}\0"

    macros = languages.template(
        lang,
        name=lambda partner: reference.partner_name(partner, lang),
        period=lambda text: periods.words(text, lang),
        shift=periods.shift,
        goods=reference.product_name(month.product.name, lang) or month.product.noun,
    )
    with languages.filling(keep):
        said = str(getattr(macros, name)(month, *more))
    parts = re.split(r"\0(\d+)\0", said)
    return Text(tuple(pieces[int(part)] if n % 2 else part for n, part in enumerate(parts) if part))
