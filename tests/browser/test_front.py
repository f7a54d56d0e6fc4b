"""The front page as a reader sees it: figures side by side, and a Chinese headline whose lines end between words."""

import pytest

from tests.browser.test_pages import opened

pytestmark = pytest.mark.browser

EDITION = "rare-earth-magnets/2025-06/2026-11-23"

FIRST_LINES = """() => [...document.querySelectorAll('.cards li')].map(card => {
    const range = document.createRange(); range.selectNodeContents(card.querySelector('.figure'));
    const line = range.getClientRects()[0];
    return [Math.round(card.getBoundingClientRect().top), line.bottom];
})"""
PARTED = """words => {
    const texts = document.createTreeWalker(document.querySelector('h1'), NodeFilter.SHOW_TEXT), found = [];
    for (let node; node = texts.nextNode();) for (const word of words) {
        const spot = node.data.indexOf(word);
        if (spot < 0) continue;
        const range = document.createRange(); range.setStart(node, spot); range.setEnd(node, spot + word.length);
        found.push([word, new Set([...range.getClientRects()].map(box => box.top)).size]);
    }
    return found;
}"""


def test_the_figures_of_a_row_of_cards_stand_on_one_line(built, browser):
    with opened(browser, built / EDITION / "index.html") as page:
        lines = page.evaluate(FIRST_LINES)
    assert len(lines) >= 3
    rows = {top: [bottom for other, bottom in lines if other == top] for top, _ in lines}
    assert any(len(bottoms) > 2 for bottoms in rows.values())
    for bottoms in rows.values():
        assert max(bottoms) - min(bottoms) < 4, lines  # letters of two sizes on one baseline differ below it


@pytest.mark.parametrize("width", [320, 360, 414, 1280])
def test_a_chinese_headline_is_parted_between_words_only(built, browser, width):
    with opened(browser, built / EDITION / "index.zh.html", width) as page:
        words = page.evaluate(PARTED, ["中国", "美国", "出口", "稀土永磁体", "增长", "下降", "相当于", "年", "倍"])
        assert len(words) > 4 and {lines for _, lines in words} == {1}, words
        assert page.evaluate("document.documentElement.scrollWidth") <= width
