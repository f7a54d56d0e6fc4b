"""Write simulated portal files of any size, the same for the same seed.

Every row calls its commodity "Simulated goods", so the reader marks its figures as simulated and no chart or page can
show them as real.

    python benchmarks/simulate.py FOLDER --files 20 --rows 9000 --seed 1
"""

import argparse
import random
from pathlib import Path

HEADER = ["数据年月", "商品编码", "商品名称", "贸易伙伴编码", "贸易伙伴名称", "注册地编码", "注册地名称"]
HEADER += ["第一数量", "第一计量单位", "第二数量", "第二计量单位", "美元"]
PROVINCES = ["11", "12", "31", "32", "33", "35", "37", "44"]


def rows(generator: random.Random, month: str, count: int):
    """Rows of one month, each key once, in the portal's order."""
    codes = [f"{generator.randrange(10_000_000, 98_000_000)}" for _ in range(count // 200 + 1)]
    partners = [f"{n}" for n in range(101, 700)]
    keys: set[tuple[str, str, str]] = set()
    while len(keys) < count:
        keys.add((generator.choice(codes), generator.choice(partners), generator.choice(PROVINCES)))
    for code, partner, province in sorted(keys):
        kg = int(generator.lognormvariate(7, 2))
        usd = int(kg * generator.lognormvariate(2, 0.6))
        yield [month, code, "Simulated goods", partner, "某地", province, "某省", kg, "千克", 0, "?", f"{usd:,}"]


def write(folder: Path, files: int, count: int, seed: int) -> list[Path]:
    """Write so many files of so many rows, one month each."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(files):
        month = f"{2015 + number // 12}{number % 12 + 1:02d}"
        lines = [HEADER, *rows(random.Random(f"{seed}-{number}"), month, count)]
        text = "".join(",".join(f'"{field}"' for field in line) + ",\n" for line in lines)
        path = folder / f"simulated_{month}.csv"
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
