"""Golden images: each kind of chart, drawn from ordinary data, looks as it did; compared by perceptual hash.

A change of style is meant to fail here. Look at the pictures, then write the hashes again: python -m tests.test_golden
"""

import io
import json
import math

import imagehash
import pytest
from PIL import Image

from helpers.charts import palette
from tests.conftest import ROOT
from tests.test_charts import KINDS

GOLDEN = ROOT / "tests" / "golden" / "charts.json"
NEAR = 10  # of 256 bits: fonts are rasterised a little differently from machine to machine
ORDINARY = [620.0 + 90 * math.sin(n / 2) - (330 if n in (15, 16) else 0) for n in range(24)]
FALLING = [600.0 - 24 * n for n in range(24)]


def hashes(kind: str, values: list[float]) -> dict[str, str]:
    """Perceptual hash of a kind of chart at each size, with its titles."""
    found = {}
    for size in palette.SIZES:
        buffer = io.BytesIO()
        shown = [value / 60 for value in values] if kind == "heat" else values  # shares around the steps of its shades
        KINDS[kind](shown).figure(size, titles=True).savefig(buffer, format="png", dpi=80)
        found[size] = str(imagehash.phash(Image.open(buffer).convert("L"), hash_size=16))
    return found


def apart(one: str, two: str) -> int:
    """Bits in which two hashes differ."""
    return imagehash.hex_to_hash(one) - imagehash.hex_to_hash(two)


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_looks_as_it_did(kind):
    golden = json.loads(GOLDEN.read_text())[kind]
    for size, found in hashes(kind, ORDINARY).items():
        assert apart(found, golden[size]) <= NEAR, (kind, size)


@pytest.mark.parametrize("kind", KINDS)
def test_other_data_look_different(kind):
    """The hashes can tell: the same kind of chart from other data is further away than the tolerance."""
    golden = json.loads(GOLDEN.read_text())[kind]
    assert apart(hashes(kind, FALLING)["wide"], golden["wide"]) > NEAR


if __name__ == "__main__":
    text = json.dumps({kind: hashes(kind, ORDINARY) for kind in KINDS}, indent=1, sort_keys=True)
    GOLDEN.write_text(text + "\n")
