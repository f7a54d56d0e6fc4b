"""From observations to the panel: which figure holds for each period, partner and measure. Pure, no files.

Customs downloads come before press figures. Among downloads the newest holds. Among printed figures the newest and
all that agree with it within rounding belong together, and of these the finest holds: a later article that prints
"353" does not revise an earlier "352.8". Figures that disagree beyond rounding are kept beside the panel.
"""

from collections.abc import Iterable, Iterator

import pandas as pd

from helpers import schema
from helpers.numbers import number

MEASURES = ["net_mass_kg", "value_usd", "value_cny", "unit_value_usd_per_kg"]
FEW = 8  # rows behind a number that are named one by one
CELL = ["period_first", "period_last", "partner", "measure"]
INTERVAL = ["value", "low", "high"]
CONFLICT = dict.fromkeys(("period", "partner", "measure"), "str") | {"value": "float64", "kept": "float64"}
CONFLICT |= {"publisher": "str", "id": "str"}
PRINTED = [*CELL, *INTERVAL, "rounding", "source", "vintage", "id", "origin", "publisher", "second_hand"]


def resolve(observations: pd.DataFrame, hs_codes: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Resolve observations of one product, one reporter and one flow.

    Args:
        observations: rows as the codebook describes them, none newer than the day that is asked about.
        hs_codes: the product's codes, for the panel's hs_code.

    Returns:
        The panel, and the conflicts: figures that disagree with the panel beyond rounding, with the figure that holds.
    """
    used = observations[observations["measure"].isin(MEASURES)]
    half = used["rounding"] / 2
    used = used.assign(low=used["value"] - half, high=used["value"] + half)
    customs, printed = used[used["source"] == "gacc"], used.loc[used["source"] == "press", PRINTED]
    cells: dict[tuple, list[dict]] = {}
    for row in printed.to_dict("records"):  # few: plain Python costs less than pandas does to begin
        cells.setdefault(tuple(row[name] for name in CELL), []).append(row)
    panel = _press(cells)
    if len(customs):
        panel = pd.concat([_customs(customs), panel], ignore_index=True).drop_duplicates(CELL)
    conflicts = _conflicts(cells, panel)
    panel["period"] = _period(panel)
    if len(observations):
        panel = panel.assign(reporter=observations["reporter"].iloc[0], flow=observations["flow"].iloc[0])
    panel["hs_code"] = "+".join(hs_codes)
    panel = panel.sort_values(["period", "partner", "measure"]).drop(columns=["period_first", "period_last"])
    return schema.conform("panel", panel), conflicts


def _period(frame: pd.DataFrame) -> pd.Series:
    single = frame["period_first"] == frame["period_last"]
    return frame["period_first"].where(single, frame["period_first"] + "/" + frame["period_last"])


def _press(cells: dict[tuple, list[dict]]) -> pd.DataFrame:
    """The printed figure that holds in each cell."""
    columns = [*CELL, *INTERVAL, "source", "vintage", "rows", "origin", "n_publishers"]
    panel = pd.DataFrame([row for rows in cells.values() for row in _kept(rows)], columns=columns)
    return panel.astype(dict.fromkeys(CELL, "str") | dict.fromkeys(INTERVAL, "float64"))  # where there is none too


def _conflicts(cells: dict[tuple, list[dict]], panel: pd.DataFrame) -> pd.DataFrame:
    """Printed figures that the one that holds does not reach."""
    held = dict(zip(_rows(panel, CELL), _rows(panel, INTERVAL), strict=True))
    rows = []
    for cell, figures in cells.items():
        if cell in held:
            kept = dict(zip(INTERVAL, held[cell], strict=True))
            period = cell[0] if cell[0] == cell[1] else f"{cell[0]}/{cell[1]}"
            more = {"period": period, "kept": kept["value"]}
            rows += [row | more for row in figures if not _agrees(row, kept)]
    rows.sort(key=lambda row: (row["period"], row["partner"], row["measure"]))
    return pd.DataFrame(rows, columns=list(CONFLICT)).astype(CONFLICT)


def _rows(table: pd.DataFrame, columns: list[str]) -> Iterator[tuple]:
    return zip(*(table[name].tolist() for name in columns), strict=True)


def _kept(rows: list[dict]) -> list[dict]:
    """Of the figures of a cell the finest that agrees with the newest, first printed first.

    Of two figures one last digit apart the higher is taken: one publisher cut the digits off, the other rounded.
    """
    rows = sorted(rows, key=lambda row: row["id"])
    support = {row["value"]: _publishers(other for other in rows if other["value"] == row["value"]) for row in rows}
    newest = max(rows, key=lambda row: (row["vintage"], -row["rounding"], support[row["value"]], row["value"]))
    near = [row for row in rows if _agrees(newest, row)]
    if not near:
        return []

    def order(row: dict) -> tuple:
        return row["rounding"], row["second_hand"], -support[row["value"]], -row["value"], row["vintage"]

    kept = min(near, key=order)
    agree = _publishers(row for row in rows if _agrees(row, kept))
    return [kept | {"rows": kept["id"], "n_publishers": agree}]


def _publishers(rows: Iterable[dict]) -> int:
    return len({row["publisher"] for row in rows})


def _agrees(figure: dict, kept: dict) -> bool:
    """Whether the kept figure reaches another within rounding, or is it with its digits cut off: 352 for 352.8."""
    reaches = figure["high"] >= kept["low"] and figure["low"] <= kept["high"]
    return reaches or figure["value"] <= kept["value"] < figure["value"] + figure["rounding"]


def is_cut(value: float, unit: float, other: float) -> bool:
    """Whether a figure can be another with digits cut off and not rounded: lower by no more than its last digit.

    Args:
        value: the figure.
        unit: what its last digit counts, such as 1000 for a mass of whole tonnes, in kg.
        other: the figure that it may stand for.

    Example:
        >>> is_cut(1118, 1, 1119), is_cut(352, 1, 352.8), is_cut(656, 1, 656.3), is_cut(353, 1, 352.8)
        (True, True, False, False)
    """
    return unit / 2 < other - value <= unit


def _customs(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum downloads to cells: newest download a month and code, totals before breakdowns, no key counted twice."""
    month = ["period_first", "period_last", "hs_code"]
    complete = rows["vintage"].where(rows["all_partners"], "")
    rows = rows[rows["vintage"] >= complete.groupby([rows[name] for name in month]).transform("max")]
    newest = rows.groupby([*month, "partner", "measure"])["vintage"].transform("max")
    rows = rows[rows["vintage"] == newest]
    detail = (rows["regime"] != "").astype(int) + (rows["province"] != "").astype(int)
    least = detail.groupby([rows[name] for name in [*month, "partner", "measure"]]).transform("min")
    rows = rows[detail == least]
    key = [*month, "partner", "measure", "regime", "province"]
    one_file = rows.groupby(key)["file"].transform("max")
    rows = rows[rows["file"] == one_file]
    grouped = rows.groupby(CELL)
    others = grouped.agg(
        source=("source", "first"),
        vintage=("vintage", "max"),
        rows=("id", row_list),
        origin=("origin", "max"),
        all_partners=("all_partners", "all"),
    )
    summed = _amounts(grouped).join(others).reset_index().assign(n_publishers=1)
    cells = pd.concat([_world(summed), _absent(summed), summed], ignore_index=True).drop(columns="all_partners")
    return cells.dropna(subset="value")


def _amounts(grouped) -> pd.DataFrame:
    """Sums that are unknown as soon as a part is: the portal's ``?`` is no zero."""
    amounts = grouped[["value", "low", "high"]]
    return amounts.sum().where(amounts.count().eq(grouped.size(), axis=0))


def row_list(ids: Iterable[str]) -> str:
    """Rows used, at most five a file by name and the others by number.

    Example:
        >>> row_list(pd.Series(["a.csv#L2", "a.csv#L3"]))
        'a.csv#L2,3'
        >>> row_list(pd.Series([f"a.csv#L{n}" for n in range(2, 2000)]))
        'a.csv#L2,3,4,5,6 and 1,993 more'
    """
    files: dict[str, list[int]] = {}
    for name in sorted(set(ids)):  # plain Python: a panel has thousands of cells, and pandas costs a millisecond each
        file, _, line = name.partition("#L")
        files.setdefault(file, []).append(int(line))
    texts = []
    for file, lines in files.items():
        more = f" and {number(len(lines) - 5)} more" if len(lines) > 5 else ""
        texts.append(f"{file}#L{','.join(map(str, sorted(lines)[:5]))}{more}")
    return "\n".join(texts)


def gathered(rows: Iterable[str]) -> tuple[str, ...]:
    r"""The rows behind many figures: where they are many, one text a file.

    Args:
        rows: texts as the panel's column of rows holds them.

    Example:
        >>> gathered(["a.csv#L2\nb.csv#L3", "a.csv#L2"]), gathered(f"a.csv#L{n}" for n in range(2, 15))
        (('a.csv#L2', 'b.csv#L3'), ('a.csv#L2,3,4,5,6 and 8 more',))
    """
    named = tuple(dict.fromkeys(row for lines in rows for row in lines.split("\n") if row))
    if len(named) <= FEW:
        return named
    if all(row.partition("#L")[2].isdigit() for row in named):
        return tuple(row_list(named).split("\n"))
    # lines of sums cannot be added up to one list
    return tuple(dict.fromkeys(f"{row.partition('#')[0]}#L all lines behind it" for row in named))


def _world(cells: pd.DataFrame) -> pd.DataFrame:
    """World totals of complete queries that list partners, where no download gives the total itself."""
    given = cells[cells["partner"] == "WLD"][["period_first", "period_last", "measure"]]
    month = ["period_first", "period_last", "measure"]
    whole = cells.groupby(month)["all_partners"].transform("any")
    parts = cells[whole & (cells["partner"] != "WLD")]
    grouped = parts.groupby(month)
    others = grouped.agg(
        source=("source", "first"),
        vintage=("vintage", "max"),
        rows=("rows", _all_rows),
        origin=("origin", "max"),
        n_publishers=("n_publishers", "max"),
        all_partners=("all_partners", "any"),
    )
    totals = _amounts(grouped).join(others).reset_index()
    merged = totals.merge(given, how="left", indicator=True, validate="1:1")
    return merged[merged["_merge"] == "left_only"].drop(columns="_merge").assign(partner="WLD")


def _all_rows(rows: pd.Series) -> str:
    """The files behind a world total; their lines are those of the partners."""
    files = sorted({row.partition("#L")[0] for text in rows for row in text.split("\n")})
    return "\n".join(f"{file}#L all partners" for file in files)


def _absent(cells: pd.DataFrame) -> pd.DataFrame:
    """Zeros: partners that a complete month does not list, though another month does."""
    complete = cells[cells["all_partners"] & (cells["partner"] != "WLD")]
    months = complete.groupby(["period_first", "period_last", "measure"], as_index=False).agg(
        vintage=("vintage", "max"), source=("source", "first"), rows=("rows", _all_rows)
    )
    partners = cells.loc[cells["partner"] != "WLD", ["partner"]].drop_duplicates()
    grid = months.merge(partners, how="cross")
    grid = grid.merge(cells[CELL], how="left", on=CELL, indicator=True, validate="1:1")
    grid = grid[grid["_merge"] == "left_only"].drop(columns="_merge")
    return grid.assign(value=0.0, low=0.0, high=0.5, origin="absent", n_publishers=1)
