"""Tables of many columns on a page: the largest stand, the others go together, no sum changes."""

from __future__ import annotations

from xuzhi.casework.queries.figure_tables import FigureTable
from xuzhi.casework.queries.narrowing import narrowed


def table(cells: tuple[tuple[int | None, ...], ...], by: str = "stacked") -> FigureTable:
    parts = len(cells[0]) - 1
    return FigureTable(
        name="by_rounds",
        title="補件次數",
        row_head="次數",
        heads=(*(f"類別{n}" for n in range(parts)), "合計"),
        rows=tuple((f"列{n}", row) for n, row in enumerate(cells)),
        by=by,
        parts=parts,
        sums=tuple(
            None if None in column else sum(count or 0 for count in column) for column in zip(*cells, strict=True)
        ),
    )


def test_the_largest_columns_stand_in_their_order() -> None:
    wide = table(((1, 9, 0, 3, 7, 20), (2, 0, 1, 4, 0, 7)))
    found = narrowed(wide, most=3)
    assert found.heads == ("類別1", "類別3", "其他（合併）", "合計")
    assert found.rows == (("列0", (9, 3, 8, 20)), ("列1", (0, 4, 3, 7)))
    assert found.sums == (9, 7, 11, 27)
    assert found.parts == 3
    assert found.footnote == "「其他（合併）」是：類別0、類別2、類別4。下載的檔案逐項列出。"


def test_what_was_left_out_is_not_told_by_the_rest() -> None:
    found = narrowed(table(((5, 9, None, 1, 15),)), most=3)
    assert found.rows == (("列0", (5, 9, None, 15)),)


def test_narrow_tables_and_lists_stay() -> None:
    for each in (table(((1, 2, 3),)), table(((1, 2, 3, 4, 10),), by="bars")):
        assert narrowed(each, most=3) is each
