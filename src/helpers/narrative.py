"""From claims to sentences: headline, lead, size, destinations, year to date, limits, what changed.

Rules: the first sentence names who recorded what to whom; every change names its base; percent and multiple stand
together; a change on the month never stands without the year; what is quoted names its publisher; no word of cause.
"""

from helpers import news, periods, reference
from helpers.month import Month
from helpers.trace import Claim, Text, text

NEW_YEAR = "January and February"
NAMED = 3  # partners named beside the lead
FLOW = {"export": ("exports", "to", "destination"), "import": ("imports", "from", "origin")}


def flow_words(month: Month) -> tuple[str, str, str]:
    """Nouns of a product's direction: exports, to, destination."""
    return FLOW[month.product.flow]


def reporter_words(month: Month) -> str:
    """Who recorded the trade, at the start of a sentence."""
    name = reference.partner_phrase(month.product.reporter)
    return name[0].upper() + name[1:]


def who_words(partner: str) -> str:
    """A partner as it stands inside a sentence."""
    return reference.partner_phrase(partner)


def attributed(claim: Claim) -> Text:
    """Attribution of a quoted number."""
    return text(" (as printed by {publisher})", publisher=claim.quoted) if claim and claim.quoted else Text()


def _by_all(places: list[Claim]) -> Text:
    """Attribution of several quoted numbers, each publisher once."""
    names = list(dict.fromkeys(claim.quoted for claim in places if claim.quoted))
    return text(" (as printed by {names})", names=" and ".join(names)) if names else Text()


def listed(items: list[Text]) -> Text:
    """Join clauses as a sentence does."""
    if len(items) < 2:
        return items[0] if items else Text()
    joined = items[0]
    for item in items[1:-1]:
        joined += text(", ") + item
    return joined + text(" and ") + items[-1]


def verb(percent: float) -> str:
    """Verb by the size of a change.

    Example:
        >>> verb(157.4), verb(-5.2), verb(0.3), verb(-38.1)
        ('jumped to', 'fell to', 'were little changed at', 'fell strongly to')
    """
    size = abs(percent)
    if size < 2:
        return "were little changed at"
    if size <= 10:
        return "rose to" if percent > 0 else "fell to"
    if size <= 50:
        return "rose strongly to" if percent > 0 else "fell strongly to"
    return "jumped to" if percent > 0 else "slumped to"


def headline(month: Month) -> Text:
    """Headline from the claims of the lead: level, change on the month, place beside the year before."""
    partner = month.lead
    exports, to, _ = flow_words(month)
    head = text(
        "{who} recorded {exports} of {level} of {noun} {to} {partner} in {period}",
        who=reporter_words(month),
        exports=exports,
        level=month.level_claim(partner),
        noun=month.product.noun,
        to=to,
        partner=who_words(partner),
        period=periods.words(month.period),
    )
    clauses = []
    if on_month := month.on_month(partner):
        clauses.append(text("{change} on {base}", change=on_month, base=_month_name(month, month.before)))
    if fraction := month.fraction(partner):
        clauses.append(text("{fraction} of {base}", fraction=fraction, base=periods.words(month.year_before)))
    elif on_year := month.on_year(partner):
        clauses.append(text("{change} on {base}", change=on_year, base=periods.words(month.year_before)))
    return head + text(", ") + listed(clauses) if clauses else head


def _month_name(month: Month, other: str) -> str:
    """A month of the same year by its name alone."""
    words = periods.words(other)
    return words.split()[0] if other[:4] == month.period[:4] else words


def lead(month: Month) -> Text:
    """First paragraph: who recorded what to whom by which figures, and both comparisons with their bases."""
    partner = month.lead
    exports, to, _ = flow_words(month)
    fine = month.fine(partner)
    sentence = text(
        "{who} recorded {exports} of {level}{fine} of {title}{code} {to} {partner} in {period}, "
        "{status} customs figures{taken} show.",
        who=reporter_words(month),
        exports=exports,
        level=month.level_claim(partner),
        fine=text(" ({fine} t before rounding)", fine=fine) if fine else Text(),
        title=month.product.title[0].lower() + month.product.title[1:],
        code=text(" ({code})", code=month.product.code_words) if month.product.code_words else Text(),
        to=to,
        partner=who_words(partner),
        period=periods.words(month.period),
        status=month.status(partner),
        taken=_taken(month, partner),
    )
    return sentence + compared(month, partner)


def _taken(month: Month, partner: str) -> str:
    """Where the figures that lead were read."""
    if month.sources != ["press"]:
        return " taken from the customs portal"
    return ", quoted by the press and read only second-hand," if month.second_hand(partner) else " quoted by the press"


def compared(month: Month, partner: str) -> Text:
    """Sentences that compare a partner's month with the month and the year before."""
    result = Text()
    on_month, times, on_year = month.on_month(partner), month.times(partner), month.on_year(partner)
    if on_month:
        result += text(" That was {change} on {base}", change=on_month, base=periods.words(month.before))
        result += attributed(on_month)
        if times and on_month.value >= 50:
            result += text(", or about {times} {base}'s level", times=times, base=_month_name(month, month.before))
            result += attributed(times)
        result += text(".")
    elif not month.spring:
        result += text(" No source gives a comparison with {base}.", base=periods.words(month.before))
    if fraction := month.fraction(partner):
        result += text(
            " It was {fraction} of {base}'s level ({change}{by}).",
            fraction=fraction,
            base=periods.words(month.year_before),
            change=on_year,
            by=_inner(on_year),
        )
    elif on_year:
        opening = text(" Against {base} it was {change}", base=periods.words(month.year_before), change=on_year)
        result += opening + attributed(on_year) + text(".")
    elif month.new_year:
        result += text(
            " {months} are compared together, because the Chinese New Year moves between them.",
            months=NEW_YEAR,
        )
    else:
        result += text(" No source gives a comparison with {base}.", base=periods.words(month.year_before))
    return result + record_sentence(month, partner)


def record_sentence(month: Month, partner: str) -> Text:
    """How long the month had no equal, with the start of the series that says so."""
    found = month.record(partner)
    if not found:
        return Text()
    claim, start = found
    comma = "," if claim.base else ""
    words = " It was the {record}{comma} in a series without gaps from {start}."
    return text(words, record=claim, comma=comma, start=periods.words(start))


def _inner(claim: Claim) -> Text:
    """Attribution inside brackets."""
    return text(", as printed by {publisher}", publisher=claim.quoted) if claim.quoted else Text()


def low_base(month: Month) -> Text:
    """Warning where the month compared with was itself unusually low; empty where it was not."""
    found = month.low_base(month.lead)
    if not found:
        return Text()
    part, mean, span = found
    return text(
        "The comparison with {base} starts from a low base: "
        "{base}'s {level} were {part} of the monthly mean of {span} ({mean}).",
        base=_month_name(month, month.before),
        level=month.level_claim(month.lead, month.before),
        part=part,
        span=periods.words(span),
        mean=mean,
    )


def size(month: Month) -> Text:
    """The world total, against the month, the year and the mean; empty where it already led or is unknown."""
    world = month.level_claim("WLD")
    if not world or month.lead == "WLD":
        return mean_sentence(month, "The total was") if world else Text()
    exports, to, _ = flow_words(month)
    on_month = month.on_month("WLD")
    result = text(
        "{Exports} {to} all partners {verb} {level}",
        Exports=exports.capitalize(),
        to=to,
        verb=verb(on_month.value) if on_month else "came to",
        level=world,
    )
    changes = [(on_month, month.before), (month.on_year("WLD"), month.year_before)]
    silent = [base for change, base in changes if not change and not month.new_year and base == month.year_before]
    changes = [(change, base) for change, base in changes if change]
    same = len({change.quoted for change, _ in changes}) == 1
    clauses = [
        text(
            "{change} on {base}{by}",
            change=change,
            base=periods.words(base),
            by=Text() if same else attributed(change),
        )
        for change, base in changes
    ]
    if clauses:
        result += text(": ") + listed(clauses) + (attributed(changes[0][0]) if same else Text())
    result += text(".")
    if silent:
        result += text(" No source gives a comparison with {base}.", base=periods.words(silent[0]))
    return result + mean_sentence(month)


def mean_sentence(month: Month, opening: str = " That was") -> Text:
    """The world total beside a monthly mean; empty where no mean is known."""
    of_mean, span = month.of_mean("WLD")
    if not of_mean:
        return Text()
    return text(
        "{opening} {part} of the monthly mean of {span}.", opening=opening, part=of_mean, span=periods.words(span)
    )


def destinations(month: Month) -> Text:
    """Who stands where, with the set that the places refer to, and how much nobody itemises."""
    destination = flow_words(month)[2]
    ranked = month.ranked()[:3]
    result = Text()
    if ranked:
        places = [text("{who} the {place}", who=who_words(name), place=place) for name, place in ranked[1:]]
        who = capital(who_words(ranked[0][0]))
        first = text("{who} was the {place} {kind}", who=who, place=ranked[0][1], kind=destination)
        result += listed([first, *places]) + text(" by {quantity} among single countries", quantity=month.quantity)
        result += _by_all([place for _, place in ranked]) + text(".")
    result += _standing_out(month)
    silent = [name for name, _ in ranked if not month.level(name).known]
    if silent and month.newest:
        result += text(" No source gives a figure for {who}.", who=_names(silent))
    elif silent:
        result += text(" No figure for {who} bears a date up to {day}.", who=_names(silent), day=day_of(month))
    return result + _focus_share(month)


def _standing_out(month: Month) -> Text:
    """The partners beside the lead that are most worth telling of, with their change on the month."""
    exports, to, _ = flow_words(month)
    chosen = [name for name in news.scored(month.panel, month.period, month.measure)["partner"] if name != month.lead]
    items = []
    for name in chosen[:NAMED]:
        more = _both_changes(month, name)
        items.append(text("{level} {to} {who}", level=month.level_claim(name), to=to, who=who_words(name)) + more)
    if not items:
        return Text()
    return text(" {who} recorded {exports} of ", who=reporter_words(month), exports=exports) + listed(items) + text(".")


def _both_changes(month: Month, partner: str) -> Text:
    """Changes on the year and on the month in brackets; a change on the month does not stand alone."""
    on_year, on_month = month.on_year(partner), month.on_month(partner)
    if not on_year:
        return Text()
    changes = [(on_month, _month_name(month, month.before))] if on_month else []
    changes += [(on_year, periods.words(month.year_before))]
    clauses = [text("{change} on {base}", change=change, base=base) + _inner(change) for change, base in changes]
    return text(" (") + listed(clauses) + text(")")


def day_of(month: Month) -> str:
    """The vintage in words."""
    return periods.day_words(month.vintage)


def _names(partners: list[str]) -> str:
    names = [who_words(name) for name in partners]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def _focus_share(month: Month) -> Text:
    """Share of the partner in focus, and of what no source itemises."""
    result = Text()
    if month.focus != "WLD" and (share := month.share(month.focus)):
        result += text(" {who} took {share} of the total", who=capital(who_words(month.focus)), share=share)
        result += attributed(share) + text(".")
    rest = month.not_itemised()
    if month.destinations.empty:
        result += text(" No source says which partners the month's total is made of.")
    elif rest and rest.value >= 0.05:
        union = month.level_claim("EUN")
        if union:
            result += text(" The European Union as a group stands for {level}.", level=union)
        result += text(
            " For {rest} of the {quantity} no source names a single {kind}.",
            rest=rest,
            quantity=month.quantity,
            kind=flow_words(month)[2],
        )
    return result


def capital(words: str) -> str:
    """The words with a capital at the start."""
    return words[:1].upper() + words[1:]


def to_date(month: Month) -> Text:
    """The year so far against the same months a year before; January alone is no year so far."""
    if month.period.endswith("-01"):
        return Text()
    exports, to, _ = flow_words(month)
    result = Text()
    for partner in dict.fromkeys(["WLD", month.focus]):
        total = month.level_claim(partner, month.to_date)
        if not total:
            continue
        change = month.on_year(partner, month.to_date)
        opening = text(
            " In {span} {exports} {to} {who} came to {level}"
            if not result
            else " {Exports} {to} {who} came to {level}",
            span=periods.words(month.to_date),
            exports=exports,
            Exports=exports.capitalize(),
            to=to,
            who="all partners" if partner == "WLD" else who_words(partner),
            level=total,
        )
        result += opening
        if change:
            base = periods.words(periods.shift(month.to_date, -12))
            result += text(", {change} on {base}", change=change, base=base) + attributed(change)
        result += text(".")
    return result or text("No source gives the year so far.")
