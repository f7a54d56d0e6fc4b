"""The context of a number: its partner, period and base where the nearest words are not its own."""

from pathlib import Path

import pytest

from helpers.article import extract, text

SAID = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("context_*.txt"))]
CASES = [case.strip().split("\n") for said in SAID for case in said.split("\n@")[1:]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:50])
def test_a_number_keeps_its_own_context(case):
    day, article = case[0].split(" ", 1)
    read = text.read(article.replace("\\n", "\n").encode(), day)
    left = list(extract.extract(read, "rare-earth-magnets", "2026-07").claims)
    for line in case[1:]:
        words, wanted = line.split(" | ")
        claim = next(claim for claim in left if words in claim.text or claim.text in words)
        left.remove(claim)
        if wanted == "other":  # nothing that these exports could show
            assert claim.name == "other", words
            continue
        found = [claim.name, claim.partner, claim.period, claim.against]
        assert " ".join(filter(None, found)) == wanted, words
