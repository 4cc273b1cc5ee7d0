"""Every key of a TOML file is found on the line where it stands."""

import tomllib

from xuzhi.rulebook.lines import index_lines, line_of

TEXT = '''# a comment with [brackets] and "quotes"
first = 1
[case]
title = "x"   # [not.a.header]
[[question]]
name = "q1"
fields = [
  { name = "p", of = ["a", "b"] },
  # a comment with ]
  { name = "q\\"}", label = 'z]\\' },
]
[[question]]
name = """m ""
x\\""""
values = { 2026-01-01 = 3, "x y".z = [1,
 2] }
[question.sub]
k = 1
[clock.correction]
lasts = """two
lines""""
note = \'\'\'it''s\'\'\'
when = 2026-01-01T00:00:00+08:00
'''


def test_lines_of_keys_tables_and_list_elements() -> None:
    lines = index_lines(TEXT, tomllib.loads(TEXT))
    expected = {
        ("first",): 2, ("case",): 3, ("case", "title"): 4, ("question", 0): 5, ("question", 0, "fields", 0, "of", 1): 8,
        ("question", 0, "fields", 1): 10, ("question", 0, "fields", 1, "label"): 10, ("question", 1): 12,
        ("question", 1, "values"): 15, ("question", 1, "values", "x y", "z", 1): 16, ("question", 1, "sub", "k"): 18,
        ("clock", "correction"): 19, ("clock", "correction", "note"): 22, ("clock", "correction", "when"): 23,
    }  # fmt: skip
    assert {path: lines[path] for path in expected} == expected


def test_every_key_of_the_data_has_a_line() -> None:
    data = tomllib.loads(TEXT)
    lines = index_lines(TEXT, data)

    def paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [path, *(found for key, item in inner for found in paths(item, (*path, key)))]

    assert [path for path in paths(data) if path and path not in lines] == []


def test_an_unknown_path_falls_back_to_what_is_around_it() -> None:
    lines = index_lines(TEXT, tomllib.loads(TEXT))
    assert line_of(lines, ("question", 1, "missing")) == 12
    assert line_of(lines, ("nothing",)) == 1
