"""Nobody can compute a small count from what is published. The oracle tries every table there is."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuzhi.kernel.small_cells import SUMS, CannotBeHidden, Shown, follows, hide_small


def table(*rows):
    return {(r, c): count for r, row in enumerate(rows) for c, count in enumerate(row)}


def compositions(total, places):
    """Every way to write a total as so many whole numbers from zero on."""
    if places == 0:
        return [()] if total == 0 else []
    if places == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in compositions(total - first, places - 1)]


def tables_that_fit(shown: Shown, known):
    """Every table of whole numbers from zero on with all the published numbers."""
    rows = list(shown.row_sums)
    per_column = []
    for column, total in shown.column_sums.items():
        hidden = [row for row in rows if shown.cells[row, column] is None]
        left = total - sum(shown.cells[row, column] or 0 for row in rows)
        per_column.append([dict(zip(hidden, each, strict=True)) for each in compositions(left, len(hidden))])
    for filled in product(*per_column):
        found = {
            (row, column): shown.cells[row, column] if row not in fill else fill[row]
            for column, fill in zip(shown.column_sums, filled, strict=True)
            for row in rows
        }
        sums = {row: sum(found[row, column] for column in shown.column_sums) for row in rows}
        if all(total is None or sums[row] == total for row, total in shown.row_sums.items()):
            yield found | {(row, SUMS): total for row, total in sums.items()}


@st.composite
def small_tables(draw):
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(1, 2))
    counts = [[draw(st.sampled_from([0, 0, 1, 1, 2, 3, 4, 6])) for _ in range(columns)] for _ in range(rows)]
    known = draw(st.sampled_from([frozenset(), frozenset({(0, 0)}), frozenset({(0, c) for c in range(columns)})]))
    return table(*counts), known


@settings(max_examples=300, deadline=None)
@given(small_tables(), st.integers(2, 4))
def test_no_small_count_can_be_computed_from_what_is_published(made, smallest):
    cells, known = made
    try:
        shown = hide_small(cells, smallest, known=known)
    except CannotBeHidden as hopeless:
        # Only where the column has nothing else to hide behind.
        column = hopeless.column
        free = [key for key in cells if key[1] == column and key not in known]
        assert len(free) < 2
        return
    fitting = list(tables_that_fit(shown, known))
    counts = cells | {(row, SUMS): sum(cells[row, c] for c in shown.column_sums) for row in shown.row_sums}
    assert counts in fitting
    whole = {(row, SUMS) for row in shown.row_sums if all((row, c) in known for c in shown.column_sums)}
    for key, count in counts.items():
        published = shown.row_sums[key[0]] if key[1] == SUMS else shown.cells[key]
        assert published in (None, count)
        if 0 < count < smallest and key not in known | whole:
            assert published is None
            assert len({each[key] for each in fitting}) > 1, (key, shown)
            assert not follows(shown, cells, key)


@settings(max_examples=100, deadline=None)
@given(small_tables())
def test_nothing_is_left_out_where_nothing_is_small(made):
    cells, _ = made
    assert hide_small(cells, 1).hidden == 0


def test_a_single_small_count_takes_company():
    shown = hide_small(table((10, 20), (2, 30), (40, 50)), 5)
    # 2 alone would be 52 - 10 - 40 and 32 - 30; with its neighbours in a square nothing follows.
    assert shown.cells[1, 0] is None
    assert shown.column_sums == {0: 52, 1: 100}
    hidden = {key for key, count in shown.cells.items() if count is None}
    assert hidden == {(0, 0), (1, 0), (0, 1), (1, 1)}
    assert shown.row_sums == {0: 30, 1: 32, 2: 90}


def test_a_small_sum_of_a_row_is_left_out_with_another():
    shown = hide_small(table((3, 0), (40, 50), (60, 70)), 5)
    assert shown.row_sums[0] is None and shown.cells[0, 0] is None
    assert list(shown.row_sums.values()).count(None) == 2


def test_noughts_are_told_unless_they_cover():
    shown = hide_small(table((0, 9), (7, 8), (6, 5)), 5)
    assert shown.hidden == 0 and shown.cells[0, 0] == 0


def test_what_is_known_is_no_cover():
    cells = table((50,), (2,), (9,))
    assert hide_small(cells, 5, known=frozenset({(0, 0)})).cells == {(0, 0): 50, (1, 0): None, (2, 0): None}


def test_a_column_that_gives_everything_away_cannot_be_published():
    with pytest.raises(CannotBeHidden):
        hide_small(table((50,), (2,)), 5, known=frozenset({(0, 0)}))


def test_leaving_out_only_the_small_count_would_give_it_away():
    cells = table((10,), (2,), (40,))
    naive = Shown(cells={**cells, (1, 0): None}, row_sums={0: 10, 1: None, 2: 40}, column_sums={0: 52})
    assert follows(naive, cells, (1, 0))
