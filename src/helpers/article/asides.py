"""What makes a number no figure of these exports, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.article.lexicon import Item

if TYPE_CHECKING:
    from helpers.article.marks import Mark
    from helpers.article.sentences import Reader


def aside(reader: Reader, mark: Mark) -> str:
    """Why a number is no trade figure that customs records show; empty where nothing says so."""
    left, right = _clause(mark)
    flows = [item for item in left if item.kind == "flow"]
    for item in (*reversed(left), *right):
        if item.kind != "aside":
            continue
        reason, reach = item.value
        gap = mark.item.start - item.end if item.end <= mark.item.start else item.start - mark.item.end
        between = [other for other in flows if item.end <= other.start]
        if reach == "near" and gap <= 30 and not between:
            return str(reason)
        if reach == "clause" and "forecast" in reason and (item in left or gap <= 20):
            return str(reason)
        if (
            reach == "clause"
            and "forecast" not in reason
            and (gap <= 12 or not (flows or _right_flow(right, item)))
            and not between
        ):
            return str(reason)
    return ""


def _right_flow(right: Sequence[Item], item: Item) -> bool:
    return any(other.kind == "flow" and other.start < item.start for other in right)


def _clause(mark: Mark) -> tuple[list[Item], list[Item]]:
    """Words of the part of the sentence around a number."""
    left: list[Item] = []
    for item in reversed(mark.before):
        if item.kind == "stop":
            break
        left.insert(0, item)
    right: list[Item] = []
    for item in mark.after:
        if item.kind == "stop":
            break
        right.append(item)
    return left, right
