"""Write simulated portal files of any size, the same for the same seed.

Every row calls its commodity "simulated", so the reader marks its figures as simulated and no chart or page can show
them as real. Names are Chinese and as long as the portal's. Each file holds one month of some fifty codes; the same
codes return in every month.

    python benchmarks/simulate.py FOLDER --files 20 --rows 9000 --seed 1
"""

import argparse
import random
from pathlib import Path

HEADER = ["数据年月", "商品编码", "商品名称", "贸易伙伴编码", "贸易伙伴名称", "注册地编码", "注册地名称"]
HEADER += ["第一数量", "第一计量单位", "第二数量", "第二计量单位", "美元"]
PROVINCES = ["11", "12", "31", "32", "33", "35", "37", "44"]
PARTNERS = [str(number) for number in range(101, 345)]
MONTHS = [f"{2015 + n // 12}{n % 12 + 1:02d}" for n in range(120)]


def codes(part: int, count: int, seed: int) -> list[str]:
    """Codes of a part of the tariff, enough for so many rows a month."""
    generator = random.Random(f"{seed}-codes-{part}")
    return [f"{generator.randrange(10_000_000, 98_000_000)}" for _ in range(count // 200 + 1)]


def rows(generator: random.Random, month: str, wanted: list[str], count: int):
    """Rows of one month, each key once, in the portal's order."""
    keys: set[tuple[str, str, str]] = set()
    while len(keys) < count:
        keys.add((generator.choice(wanted), generator.choice(PARTNERS), generator.choice(PROVINCES)))
    for code, partner, province in sorted(keys):
        kg = int(generator.lognormvariate(7, 2))
        usd = int(kg * generator.lognormvariate(2, 0.6))
        name = f"模拟商品：其他未列名的第{code}号货品，不论是否零售包装（simulated）"
        places = [partner, f"模拟贸易伙伴{partner}", province, f"模拟省{province}"]
        yield [month, code, name, *places, kg, "千克", 0, "?", f"{usd:,}"]


def write(folder: Path, files: int, count: int, seed: int, first: int = 0) -> list[Path]:
    """Write so many files of so many rows, one month and one part of the tariff each, from the first number on."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(first, first + files):
        part, month = number // len(MONTHS), MONTHS[number % len(MONTHS)]
        wanted = codes(part, count, seed)
        lines = [HEADER, *rows(random.Random(f"{seed}-{number}"), month, wanted, count)]
        text = "".join(",".join(f'"{field}"' for field in line) + ",\n" for line in lines)
        path = folder / f"simulated_{month}_{part:03d}.csv"
        path.write_bytes(text.encode("gb18030"))
        made.append(path)
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--rows", type=int, default=9000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(f"{len(write(chosen.folder, chosen.files, chosen.rows, chosen.seed))} files in {chosen.folder}")
