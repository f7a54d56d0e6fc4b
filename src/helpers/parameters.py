"""The parameters of a report: checked before anything runs, with all that is wrong at once."""

from datetime import date

from helpers import periods, reference, store
from helpers.errors import DataError, problem


def check(product: str, period: str = "", vintage: str = "", focus: str = "") -> dict[str, str]:
    """Check the parameters of a report and fill in those left empty: newest vintage, newest month, product's focus.

    Returns:
        product, period, vintage, focus.

    Raises:
        DataError: everything that is wrong with them, at once.
    """
    item = reference.product(product)
    problems: list[str] = []
    for reader, value in ((periods.day, vintage), (periods.month_number, period)):
        try:
            reader(value) if value else None
        except DataError as error:
            problems += error.problems
    if focus and focus not in reference.known_partners():
        problems.append(problem(f"there is no partner {focus!r}", do="give an ISO code such as USA, or WLD"))
    days = store.vintages(product)
    if not days:
        problems.append(problem(f"no file holds figures of {product}", do="take one in with lodestone intake"))
    if problems:
        raise DataError(problems)
    vintage = vintage or days[-1]
    if vintage > max(date.today().isoformat(), days[-1]):
        raise DataError(problem(f"{vintage} has not come yet", do=f"the newest vintage is {days[-1]}"))
    months = store.months(product, vintage)
    if not months:
        what = f"no single month of {product} was known on {vintage}, only longer spans or nothing"
        raise DataError(problem(what, do=f"its first vintage is {days[0]}; choose a later day or another product"))
    if period and period not in months:
        near = [month for month in months if month[:4] == period[:4]] or months[-3:]
        raise DataError(
            problem(
                f"no figure of {product} for {period} was known on {vintage}",
                values=near,
                do="choose one of these months",
            )
        )
    return {
        "product": product,
        "period": period or months[-1],
        "vintage": vintage,
        "focus": focus or item.focus,
    }
