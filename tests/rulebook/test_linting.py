"""The lint tells everything that is wrong, each with file and line, in the words of the file."""
# ruff: noqa: E501  tables and sentences are kept whole

from pathlib import Path

import pytest

from xuzhi.rulebook import RulebookInvalid, lint, load_programme

CASE = "cases/stall.toml"


def test_the_programme_to_begin_with_is_clean(folder: Path) -> None:
    report = lint(folder)
    assert (report.errors, report.warnings) == ((), ())
    assert report.clauses == {"total": 4, "coded": 3, "not_coded": 1}


ERRORS = [
    # names that do not resolve
    (CASE, "company.paid_in_capital <= largest_capital", "company.payed_in_capital <= largest_capital",
     '"company.payed_in_capital" is not a question of the case kind "stall"; did you mean company.paid_in_capital?'),
    (CASE, "company.paid_in_capital <= largest_capital", "company.paid_in_capital <= larges_capital",
     '"larges_capital" is not a parameter or a question of the case kind "stall"; did you mean largest_capital?'),
    (CASE, '"company.registered"\n', '"company"\n',
     '"company" and "company.paid_in_capital": one name cannot stand within another'),
    (CASE, "超過上限 {largest_capital}", "超過上限 {largest_captal}",
     'otherwise: "largest_captal" is not a parameter or a question of the case kind "stall"; did you mean largest_capital?'),
    (CASE, 'section = "firm"\ntype = "money"', 'section = "firn"\ntype = "money"',
     'section "firn" of "company.paid_in_capital" is not there; did you mean firm?'),
    (CASE, 'subject = "stall.name"', 'subject = "stall.nam"',
     'subject "stall.nam" is not a question of this case; did you mean stall.name?'),
    (CASE, "when = \"company.revoked\"", "when = \"company.revokd\"",
     '"company.revokd" is not a question of the case kind "stall"; did you mean company.revoked?'),
    # types that do not fit
    (CASE, "company.paid_in_capital <= largest_capital", "company.paid_in_capital <= correction_working_days",
     '"company.paid_in_capital <= correction_working_days" compares money with working day'),
    (CASE, 'holds = "company.registered"', 'holds = "company.paid_in_capital"',
     '"company.paid_in_capital" should give true or false, but gives money'),
    (CASE, 'holds = "company.registered"', 'holds = "stall.name > 3"',
     '"stall.name > 3" compares a text with a number'),
    (CASE, 'holds = "company.registered"', 'holds = "stall.places.market == \'x\'"',
     '"stall.places" is a list; go over it: any(item.market … for item in stall.places)'),
    (CASE, 'holds = "company.registered"', 'holds = "any(p.markt == \'x\' for p in stall.places)"',
     '"markt" is not a field of p; did you mean market?'),
    (CASE, 'holds = "company.registered"', 'holds = "company.registered and"',
     '"company.registered and" cannot be read as an expression: invalid syntax'),
    (CASE, 'type = "money"', 'type = "mony"', 'type cannot be "mony"; did you mean money?'),
    # clauses
    (CASE, 'name = "capital"\nlabel = "實收資本額"\nclause = "M2"', 'name = "capital"\nlabel = "實收資本額"\nclause = "M22"',
     'clause "M22" is not in clauses.toml; did you mean M2?'),
    ("clauses.toml", 'not_coded = "宣示目的，沒有可以逐案判斷的條件。"', "",
     'clause M1 is neither coded nor explained: cite it (clause = "M1") or write not_coded = "why"'),
    # steps, stages, clocks, notices
    (CASE, 'to = "correction"', 'to = "corection"',
     'step "request_correction" leads nowhere: the stage "corection" is not there; did you mean correction?'),
    (CASE, 'from = "review"\nto = "approved"', 'from = "correction"\nto = "dismissed"',
     'no step leads to stage "approved"'),
    (CASE, 'clock = "correction"', 'clock = "corection"',
     'step "request_correction" starts a clock that is missing: "corection" is not there; did you mean correction?'),
    (CASE, 'notice = "correction_request"', 'notice = "correction"',
     'step "request_correction" sends a notice that is missing: "correction" is not there; '
     "did you mean correction_request?"),
    (CASE, 'lasts = "correction_working_days"', 'lasts = "correction_days"',
     'clock "correction" lasts "correction_days", which is not a parameter; did you mean correction_working_days?'),
    (CASE, 'lasts = "correction_working_days"', 'lasts = "largest_capital"',
     'clock "correction" lasts "largest_capital", whose unit "TWD" is not a length of time '
     '("day", "working day", "month", "year")'),
    (CASE, '{ step = "dismiss_late", by = "clock" }', '{ step = "dismiss", by = "clock" }',
     'clock "correction" ends in step "dismiss", which is taken by the officer'),
    ("programme.toml", 'template = "letter.typ"', 'template = "leter.typ"',
     'notice "correction_request" has no template: notices/leter.typ is not there'),
    # dated values
    ("parameters.toml", "values = { 2026-01-01 = 3 }",
     "values = [{ from = 2026-01-01, until = 2026-06-30, value = 3 }, { from = 2026-06-15, value = 4 }]",
     "values overlap from 2026-06-15 to 2026-06-30"),
    ("parameters.toml", "values = { 2026-01-01 = 3 }",
     "values = [{ from = 2026-01-01, until = 2026-05-31, value = 3 }, { from = 2026-06-15, value = 4 }]",
     "no value holds from 2026-06-01 to 2026-06-14"),
    ("parameters.toml", "values = { 2026-01-01 = 3 }", "values = { 2026-01-01 = 3, 2027-01-01 = \"four\" }",
     'parameter "most_stalls" is a number, but from 2027-01-01 it is a text'),
    ("parameters.toml", "values = { 2026-01-01 = 3 }", "values = { 2026-13-01 = 3 }",
     '"2026-13-01" is not a date such as 2026-01-01'),
    ("parameters.toml", "values = { 2026-01-01 = 5_000_000 }", "values = { 2026-01-01 = 5_000_000.5 }",
     'parameter "largest_capital" is money: whole dollars, not 5000000.5'),
    # the files themselves
    (CASE, 'type = "money"', 'type = money', "is not TOML: Invalid value"),
    (CASE, 'hint = "依登記資料填寫，以元為單位。"', 'hnt = "x"', '"hnt" is not a word of this table; did you mean hint?'),
    (CASE, 'name = "capital"', 'name = "registered"', f'check "registered" stands already at {CASE}:75; '
     "give both dates (from, until) that do not overlap, or another name"),
    ("programme.toml", "opens_at = 2026-03-02T09:00:00+08:00", "opens_at = 2026-03-02T09:00:00",
     "opens_at needs its offset from UTC: write 2026-03-02T09:00:00+08:00"),
    ("programme.toml", 'cases = ["stall"]', 'cases = ["stal"]',
     'round "first": "stal" is not a case kind; did you mean stall?'),
    # examples and translations
    ("examples/stall.toml", 'finds = { capital = "met" }', 'finds = { captal = "met" }',
     '"captal" is not a check of "stall"; did you mean capital?'),
    ("examples/stall.toml", 'finds = { capital = "met" }', 'finds = { capital = "yes" }',
     '"yes" is not an outcome: met, not met or undetermined'),
    ("examples/stall.toml", "paid_in_capital = 5_000_000 }", 'paid_in_capital = "much" }',
     'company.paid_in_capital should be an amount of money in whole dollars, as a number such as 1000000, not "much"'),
    ("translations/en.toml", "[case.stall.check.capital]", "[case.stall.check.captal]",
     '"case.stall.check.captal" translates nothing; did you mean capital?'),
    ("translations/en.toml", "not above {largest_capital}", "not above {largest}",
     'met: "largest" is not a parameter or a question of the case kind "stall"; did you mean largest_capital?'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), ERRORS)
def test_each_error_is_told_where_it_stands(folder: Path, change, file: str, old: str, new: str, message: str) -> None:
    change(file, old, new)
    found = {error.message: error for error in lint(folder).errors}
    assert message in "\n".join(found)
    error = next(error for text, error in found.items() if message in text)
    assert error.file == file
    assert error.line > 1


def test_the_line_is_that_of_the_word(folder: Path, change) -> None:
    line = change(CASE, 'holds = "company.paid_in_capital <= largest_capital"', 'holds = "company.capital <= 3"')
    assert [(error.file, error.line) for error in lint(folder).errors] == [(CASE, line)]


def test_all_errors_at_once(folder: Path, change) -> None:
    change(CASE, 'holds = "company.registered"', 'holds = "company.registred and company.paid_in_capitl > 3"')
    change(CASE, 'to = "correction"', 'to = "nowhere"')
    change("parameters.toml", "2026-01-01 = 5_000_000", '2026-01-01 = "much"')
    change("programme.toml", 'template = "letter.typ"', 'template = "nothing.typ"')
    report = lint(folder)
    told = "\n".join(str(error) for error in report.errors)
    for part in ("registred", "paid_in_capitl", "nowhere", "nothing.typ", "money with a text"):
        assert part in told
    with pytest.raises(RulebookInvalid) as invalid:
        load_programme(folder)
    assert len(invalid.value.errors) == len([error for error in report.errors if "neither coded" not in error.message])


def test_a_wrong_printed_weekday_is_the_sources_own_contradiction(folder: Path, change) -> None:
    line = change("programme.toml", '"115年3月2日(一)"', '"115年3月2日(二)"')
    report = lint(folder)
    assert report.errors == ()
    assert [(each.file, each.line, each.message) for each in report.warnings] == [
        ("programme.toml", line, 'the source prints "115年3月2日(二)", but 2026-03-02 is 星期一; the date is followed')
    ]


def test_a_stage_without_a_way_out_is_told(folder: Path, change) -> None:
    change(CASE, 'by = "officer"\nfrom = "review"\nto = "approved"', 'by = "officer"\nfrom = "draft"\nto = "approved"')
    change(CASE, 'ends = true\noutcome = "approved"', "")
    assert [error.message for error in lint(folder).errors] == [
        'no step leads out of stage "approved"; write ends = true if it is an end'
    ]


def test_the_same_name_twice_is_right_when_the_dates_follow_one_another(folder: Path, change) -> None:
    earlier = 'name = "stalls"\nlabel = "攤位數"\nclause = "M3"\nuntil = 2026-12-31\nfrom = 2026-01-01\n'
    later = (
        '[[check]]\nname = "stalls"\nlabel = "攤位數"\nclause = "M3"\nfrom = 2027-01-01\nholds = "True"\n\n[[stage]]'
    )
    change(CASE, 'name = "stalls"\nlabel = "攤位數"\nclause = "M3"\n', earlier)
    change(CASE, "[[stage]]", later)
    assert lint(folder).errors == ()
    change(CASE, "from = 2027-01-01", "from = 2027-02-01")
    assert [each.message for each in lint(folder).warnings] == [
        'check "stalls" is not in force from 2027-01-01 to 2027-01-31'
    ]
    change(CASE, "from = 2027-02-01", "from = 2026-12-01")
    assert "overlaps" in lint(folder).errors[0].message


def test_a_case_may_continue_in_files_of_its_own(folder: Path, change) -> None:
    text = (folder / CASE).read_text(encoding="utf-8")
    at, end = text.index("[[check]]"), text.index("[[stage]]")
    (folder / CASE).write_text(text[:at] + text[end:], encoding="utf-8")
    (folder / "cases/stall").mkdir()
    (folder / "cases/stall/checks.toml").write_text(text[at:end], encoding="utf-8")
    assert lint(folder).errors == ()
    assert [check.name for check in load_programme(folder).case("stall").checks] == [
        "registered", "capital", "not_revoked", "stalls",
    ]  # fmt: skip
    change("cases/stall/checks.toml", "largest_capital", "largest")
    assert lint(folder).errors[0].file == "cases/stall/checks.toml"


def test_a_function_must_be_in_checks_py(folder: Path, change) -> None:
    change(CASE, 'holds = "company.registered"', 'function = "registered"')
    assert lint(folder).errors[0].message == '"registered" is not a function of checks.py'
    (folder / "checks.py").write_text("def registered(facts, parameters, on):\n    return None\n", encoding="utf-8")
    assert lint(folder).errors == ()
    (folder / "checks.py").write_text("def registered(facts\n", encoding="utf-8")
    assert lint(folder).errors[-1].file == "checks.py"


def test_a_file_that_is_not_utf8_or_not_there(folder: Path, tmp_path: Path) -> None:
    (folder / "parameters.toml").write_bytes("[x]\nlabel = '上限'".encode("big5"))
    assert [(e.file, e.line, e.message) for e in lint(folder).errors if e.file == "parameters.toml"] == [
        ("parameters.toml", 2, "is not UTF-8 text; save the file as UTF-8")
    ]
    assert "there is no such folder" in lint(tmp_path / "nothing").errors[0].message
