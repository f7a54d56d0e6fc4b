"""Simulated portal files for trying the notebooks: forty-two months, two downloads, one control code. Nothing is real.

    python -m helpers.demo demo/downloads demo/data

Seasonal adjustment needs three years, so 24 months by partner come before 18 months by partner, regime and province.
Every commodity name says "simulated", which is how the reader marks each figure. Every row has a random generator of
its own, seeded by its key: the same call writes the same bytes. The level is far below that of real trade.
"""

import csv
import math
import random
import shutil
import sys
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from helpers import paths, periods, reference

FIRST, DETAIL_FROM, LAST = "2022-07", "2024-07", "2025-12"
DOWNLOADS = {"2025-10-20": ("2022-07", "2025-09"), "2026-01-20": ("2024-12", "2025-12")}  # vintage: months it holds
CODES = {"85051110": "稀土永磁体（模拟 simulated）", "85051900": "其他永磁体（模拟 simulated）"}
LEVEL_KG = {"85051110": 640_000, "85051900": 2_100_000}
USD_PER_KG = {"85051110": 41.0, "85051900": 6.2}
PARTNERS = (
    "DEU USA KOR VNM JPN IND THA MEX HKG NLD ITA POL TWN FRA GBR BRA CZE HUN MYS IDN TUR SGP AUT ESP SVN DNK CAN "
)
PARTNERS += "SWE ROU SVK BEL CHE AUS ZAF ISR ARE SAU FIN PHL ARG PRT NOR CHL COL EGY NZL GRC BGR HRV LTU PAK PER MAR "
PARTNERS += "KAZ UKR LKA BGD LUX EST LVA IRL KEN NGA"
REGIMES = {"10": "一般贸易", "15": "进料加工贸易", "34": "海关特殊监管区域物流货物"}
PROVINCES = {"11": "北京市", "31": "上海市", "32": "江苏省", "33": "浙江省", "44": "广东省"}
NEW_YEAR = ["2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17"]
SEASON = [1.02, 0.88, 1.03, 1.0, 0.99, 1.01, 1.03, 1.04, 1.0, 0.95, 1.01, 1.04]
SHOCK = {"2025-04": 0.55, "2025-05": 0.3, "2025-06": 0.58, "2025-07": 0.78, "2025-08": 0.88, "2025-09": 0.9}
HEADER = ["数据年月", "商品编码", "商品名称", "贸易伙伴编码", "贸易伙伴名称"]
DETAIL = ["贸易方式编码", "贸易方式名称", "注册地编码", "注册地名称"]
AMOUNTS = ["第一数量", "第一计量单位", "第二数量", "第二计量单位", "美元"]
EVENT = "2025-04-04,simulated-control,Simulated licences required for magnets,control,rare-earth-magnets,yes,,"
EVENT += "https://example.org/simulated\n"
COMPARISON = "rare-earth-magnets,simulated-control,85051900,simulated other magnets,Simulated without the control.\n"
PRODUCTS = """\
rare-earth-magnets,Simulated rare-earth permanent magnets,simulated rare-earth magnets,85051110,export,CHN,USA,\
"Every figure is simulated and none describes real trade."
other-magnets,Simulated other permanent magnets,simulated other magnets,85051900,export,CHN,USA,\
"Every figure is simulated and none describes real trade."
"""


def _months(first: str, last: str) -> list[str]:
    return [periods.month_text(n) for n in range(periods.month_number(first), periods.month_number(last) + 1)]


@cache
def _month_factor(month: str, code: str, american: bool) -> float:
    """Trend, season, Chinese New Year and, for the controlled code, the shock."""
    number = periods.month_number(month)
    first = date(number // 12, number % 12 + 1, 1)
    days = [(date.fromisoformat(day) - first).days for day in NEW_YEAR]
    lull = sum(max(0, min(31, day + 14) - max(0, day - 4)) for day in days) / 31  # days of the month around the feast
    factor = SEASON[number % 12] * math.exp(0.006 * (number - periods.month_number(FIRST)) - 0.55 * lull)
    factor *= math.exp(random.Random(f"month {month} {code}").gauss(0, 0.025))
    if code == "85051110" and month >= "2025-04":
        depth = 1.9 if american else 1.0
        factor *= SHOCK.get(month, 0.93) ** depth
    return factor


@cache
def _unit_value(code: str, partner: str) -> float:
    """Mean dollars per kilogram of a partner."""
    return USD_PER_KG[code] * math.exp(random.Random(f"unit {code} {partner}").gauss(0, 0.35))


@cache
def _weights() -> dict[str, float]:
    """Mean share of each partner, falling with its place."""
    names = PARTNERS.split()
    raw = {name: 1 / (place + 3) ** 1.25 for place, name in enumerate(names)}
    return {name: value / sum(raw.values()) for name, value in raw.items()}


def _cells(month: str) -> list[tuple[str, str, float]]:
    """Regimes and provinces with their parts; one nameless cell where the file has neither column."""
    if month < DETAIL_FROM:
        return [("", "", 1.0)]
    return [
        (regime, province, a * b)
        for regime, a in zip(REGIMES, (0.7, 0.22, 0.08), strict=True)
        for province, b in zip(PROVINCES, (0.1, 0.15, 0.2, 0.35, 0.2), strict=True)
    ]


def _row(vintage: str, month: str, code: str, partner: str, part: float, cell: tuple[str, str]) -> tuple[int, int]:
    """Kilograms and dollars of one key; (0, 0) where nothing was shipped."""
    own = random.Random(" ".join([month, code, partner, *cell]))
    kg = LEVEL_KG[code] * part * _month_factor(month, code, partner == "USA") * math.exp(own.gauss(0, 0.22))
    if own.random() < min(0.85, 14 / max(kg, 1)) or kg < 1:  # small flows are not there every month
        return 0, 0
    unit = _unit_value(code, partner) * math.exp(own.gauss(0, 0.06))
    unit *= 14 if (month, code, partner) == ("2025-08", "85051110", "CHL") else 1  # a record that went wrong
    late = vintage == min(DOWNLOADS) and month >= "2024-12"
    if late and own.random() < 0.02:  # recorded only in time for the second download
        return 0, 0
    kg *= math.exp(own.gauss(0, 0.03)) if late and own.random() < 0.09 else 1
    return max(1, round(kg)), max(1, round(kg * unit))


def _lines(vintage: str, code: str, months: list[str]) -> list[list[str]]:
    """Records of one file: every partner, and each regime and province where the months have that detail."""
    codes = {row["partner"]: row["gacc_code"] for row in reference.table("partners.csv").to_dict("records")
             if row["gacc_code"] and not row["valid_to"]}  # fmt: skip
    lines = []
    for month in months:
        for partner, weight in _weights().items():
            for regime, province, part in _cells(month):
                kg, usd = _row(vintage, month, code, partner, weight * part, (regime, province))
                if not usd:
                    continue
                who = [codes[partner], reference.partner_name(partner, "zh")]
                detail = [regime, REGIMES[regime], province, PROVINCES[province]] if regime else []
                goods = [month.replace("-", ""), code, CODES[code]]
                lines.append([*goods, *who, *detail, str(kg), "千克", "0", "?", f"{usd:,}"])
    return lines


def write(folder: Path) -> list[Path]:
    """Write the portal files of both downloads, one folder a vintage.

    Args:
        folder: where the vintage folders go.

    Returns:
        The files, each of fewer rows than the portal's limit.
    """
    made = []
    for vintage, (first, last) in DOWNLOADS.items():
        months = _months(first, last)
        whole = [month for month in months if month < DETAIL_FROM]
        detail = [month for month in months if month >= DETAIL_FROM]
        for code in CODES:
            for wanted in [whole, *(detail[n : n + 6] for n in range(0, len(detail), 6))]:
                if wanted:
                    made.append(_file(folder / vintage, vintage, code, wanted))
    return made


def _file(folder: Path, vintage: str, code: str, months: list[str]) -> Path:
    """Write one file of a code, of months that are all with regime and province or all without."""
    lines = [[*HEADER, *(DETAIL if months[0] >= DETAIL_FROM else []), *AMOUNTS], *_lines(vintage, code, months)]
    path = folder / f"simulated_{code}_{months[0]}_{months[-1]}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(",".join(f'"{field}"' for field in line) + ",\n" for line in lines)
    path.write_bytes(text.encode("gb18030"))
    return path


def prepare(data: Path) -> None:
    """Make the data folder of the simulation: reference tables with its own products and event, and no correction."""
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(paths.ROOT / "data" / "reference", data / "reference")
    tables = {"products.csv": PRODUCTS, "events.csv": EVENT, "comparisons.csv": COMPARISON}
    for name, text in tables.items():
        with (data / "reference" / name).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        (data / "reference" / name).write_text(",".join(header) + "\n" + text, encoding="utf-8")
    (data / "reference" / "corrections.yml").write_text("[]\n", encoding="utf-8")
    for vintage in DOWNLOADS:
        folder = data / "raw" / "gacc" / vintage
        folder.mkdir(parents=True)
        text = yaml.safe_dump({"producer": "simulated by helpers.demo; no figure is real", "accessed": vintage})
        (folder / "source.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    downloads, into = map(Path, sys.argv[1:3])
    shutil.rmtree(downloads, ignore_errors=True)
    prepare(into)
    print(f"{len(write(downloads))} simulated files in {downloads}")
