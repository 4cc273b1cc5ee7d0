"""The commands that only read rules, run as people run them: statuses, shapes, sentences, and no Django."""
# ruff: noqa: E501  tables and sentences are kept whole

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from jsonschema import Draft202012Validator

PLAIN = {name: value for name, value in os.environ.items() if not name.startswith(("XUZHI_", "DJANGO_", "DATABASE_"))}


def xuzhi(*arguments: str | Path, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "xuzhi.console.main", *map(str, arguments)]
    surroundings = {**PLAIN, "LC_ALL": "C.UTF-8", **environment}
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, input=stdin, check=False)


def answer(*arguments: str | Path, **environment: str) -> Any:
    done = xuzhi(*arguments, "--json", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def stalls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programmes") / "market_stalls"
    assert xuzhi("new-programme", folder).returncode == 0
    return folder


@pytest.fixture
def facts(tmp_path: Path) -> Any:
    def write(given: Any) -> Path:
        file = tmp_path / "facts.json"
        file.write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")
        return file

    return write


def test_check_answers_in_the_promised_shape(stalls: Path, facts: Any) -> None:
    file = facts({"company": {"paid_in_capital": 5_000_001, "registered": True}})
    found = answer("check", "market_stalls", "stall", file, "--path", stalls, "--on", "2026-03-10")
    assert list(found) == ["programme", "case", "edition", "outcome", "findings"]
    assert (found["programme"], found["case"], found["edition"]["on"], found["outcome"]) == (
        "market_stalls", "stall", "2026-03-10", "not_met",
    )  # fmt: skip
    finding = next(each for each in found["findings"] if each["check"] == "capital")
    assert {name: finding[name] for name in ("check", "clause", "outcome", "reason", "values", "missing")} == {
        "check": "capital",
        "clause": "M2",
        "outcome": "not_met",
        "reason": "實收資本額 5,000,001 元，超過上限 5,000,000 元。",
        "values": {"company.paid_in_capital": 5_000_001, "largest_capital": 5_000_000},
        "missing": [],
    }
    missing = next(each for each in found["findings"] if each["check"] == "stalls")
    assert (missing["outcome"], missing["missing"]) == ("undetermined", ["stall.places"])


def test_json_is_the_only_thing_on_standard_output(stalls: Path, facts: Any) -> None:
    file = facts({})
    for arguments in (
        ["check", stalls, "stall", file], ["facts", stalls, "stall"], ["lint", "--path", stalls],
        ["clauses", "--path", stalls], ["programmes", "--path", stalls],
        ["whatif", stalls, "stall", "--set", "most_stalls=1", "--facts", file],
    ):  # fmt: skip
        answer(*arguments)


def test_check_reads_standard_input_and_speaks_english(stalls: Path) -> None:
    done = xuzhi("check", stalls, "stall", "-", "--lang", "en", stdin='{"company": {"paid_in_capital": 5000001}}')
    assert done.returncode == 0
    assert "Paid-in capital is NT$5,000,001, above the limit of NT$5,000,000." in done.stdout
    assert "not met: 0 met, 1 not met, 3 undetermined." in done.stderr


MOST_CALLS = 600_000
"""What `check` may do, in calls of functions: of a processor it is a third of a second, which benchmarks/check.py times."""


def test_check_does_little_and_leaves_django_alone(facts: Any) -> None:
    """Counted, not timed: what a processor is doing besides is not the command's."""
    file = facts({"company": {"paid_in_capital": 800_000}})
    script = (
        "import cProfile, pstats, sys; counted = cProfile.Profile(); counted.enable(); "
        "from xuzhi.console.main import run; status = run(sys.argv[1:]); counted.disable(); "
        "heavy = {'django', 'polars', 'psycopg', 'typer', 'pydantic'} & set(sys.modules); "
        "print(sorted(heavy), pstats.Stats(counted).total_calls, file=sys.stderr); sys.exit(status)"
    )
    command = [sys.executable, "-c", script, "check", "sme_ai_listing", "supplier", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env=PLAIN, check=False)
    heavy, calls = done.stderr.strip().rsplit(" ", 1)
    assert (done.returncode, heavy) == (0, "[]")
    assert int(calls) < MOST_CALLS


def test_lint_needs_no_django_either(stalls: Path) -> None:
    script = (
        "import sys; from xuzhi.console.main import run; status = run(sys.argv[1:]); "
        "print('django' in sys.modules, file=sys.stderr); sys.exit(status)"
    )
    command = [sys.executable, "-c", script, "lint", "--path", str(stalls), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env=PLAIN, check=False)
    assert (done.returncode, done.stderr) == (0, "False\n")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"company": {"paid_in_capital": "1,000,000"}}, "company.paid_in_capital should be an amount of money"),
        ({"company": {"paid_in_captal": 1}}, "company.paid_in_captal is not a question of this case; did you mean company.paid_in_capital?"),
        ({"stall": {"places": [{"day": "soon"}]}}, "stall.places[0].day should be a date written YYYY-MM-DD"),
        ('{"company": {"paid_in_capital": 1,}}', "facts.json, line 1, column 34: is not JSON"),
        ("", "facts.json, line 1, column 1: is not JSON"),
        ("[1]", "should hold one JSON object"),
        ('{"company": NaN}', "NaN is not a JSON value"),
        ('{"stall": {}, "stall": {}}', "“stall” is given twice"),
        ("[" * 100_000, "is nested too deeply"),
    ],
)  # fmt: skip
def test_bad_facts_are_status_2_and_a_sentence(stalls: Path, facts: Any, given: Any, told: str) -> None:
    file = facts(given)
    done = xuzhi("check", stalls, "stall", file, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


def test_every_wrong_value_is_told_at_once(stalls: Path, facts: Any) -> None:
    file = facts({"company": {"paid_in_capital": "x", "registered": "yes"}, "zzz": 1})
    lines = xuzhi("check", stalls, "stall", file).stderr.splitlines()
    assert [line.partition(": ")[2].split()[0] for line in lines] == [
        "company.paid_in_capital",
        "company.registered",
        "zzz",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "nothing", "stall", "x.json"], "There is no programme “nothing”; there are:"),
        (["check", "market_stalls", "stal", "FACTS"], "There is no case kind “stal” in market_stalls. There are: stall."),
        (["check", "market_stalls", "stall", "no.json"], "no.json: there is no such file."),
        (["check", "market_stalls", "stall", "."], ".: cannot be read: Is a directory."),
        (["check", "market_stalls", "stall", "FACTS", "--on", "soon"], "“soon” is not a day written YYYY-MM-DD"),
        (["check", "market_stalls", "stall", "FACTS", "--lang", "fr"], "“fr” is not a language"),
        (["check", "market_stalls"], "the following arguments are required"),
        (["whatif", "market_stalls", "stall", "--facts", "FACTS"], "the following arguments are required: --set"),
        (["whatif", "market_stalls", "stall", "--set", "most_stals=1", "--facts", "FACTS"], "did you mean most_stalls?"),
        (["whatif", "market_stalls", "stall", "--set", "most_stalls=x", "--facts", "FACTS"], "should be a number"),
        (["whatif", "market_stalls", "stall", "--set", "most_stalls", "--facts", "FACTS"], "write NAME=VALUE"),
        (["lint", "--path", "/nowhere"], "/nowhere: there is no programme here"),
        (["lnt"], "did you mean lint?"),
    ],
)  # fmt: skip
def test_bad_calls_are_status_2_and_a_sentence(stalls: Path, facts: Any, arguments: list[str], told: str) -> None:
    file = facts({})
    done = xuzhi(*(str(file) if each == "FACTS" else each for each in arguments), XUZHI_PROGRAMMES=str(stalls))
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_sentences_follow_the_locale(stalls: Path, facts: Any) -> None:
    file = facts({"company": {"paid_in_capital": "x"}})
    done = xuzhi("check", stalls, "stall", file, LC_ALL="zh_TW.UTF-8")
    assert done.stderr == f'{file}: company.paid_in_capital 應為金額，以元為單位的整數，例如 1000000，不是 "x"。\n'


def test_a_folder_outside_works_in_every_command_without_python(stalls: Path, facts: Any, tmp_path: Path) -> None:
    named = {"XUZHI_PROGRAMMES": str(stalls.parent)}
    assert "market_stalls" in [each["id"] for each in answer("programmes", **named)]
    assert [each["id"] for each in answer("programmes", "--path", stalls.parent)] == ["market_stalls"]
    assert {each["programme"] for each in answer("clauses", "--path", stalls)} == {"market_stalls"}
    assert answer("check", "market_stalls", "stall", facts({}), **named)["outcome"] == "undetermined"
    assert answer("facts", "market_stalls", "stall", **named)["properties"]["company"]
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "a", "company": {"paid_in_capital": 1}}\n\n{"company": {}}\n', encoding="utf-8")
    found = answer("whatif", "market_stalls", "stall", "--set", "largest_capital=0", "--facts", cases, **named)
    capital = next(each for each in found["checks"] if each["check"] == "capital")
    assert found["cases"] == 2
    assert found["set"] == {"largest_capital": 0}
    assert capital["changed"] == [{"id": "a", "before": "met", "after": "not_met"}]


def test_a_folder_outside_may_have_functions(stalls: Path, facts: Any, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "with_functions"
    shutil.copytree(stalls, folder)
    case = folder / "cases/stall.toml"
    case.write_text(
        case.read_text(encoding="utf-8").replace('holds = "company.registered"', 'function = "registered"'),
        encoding="utf-8",
    )
    (folder / "checks.py").write_text(
        "def registered(facts, parameters, on):\n    return facts['company.registered']\n", encoding="utf-8"
    )
    assert xuzhi("lint", "--path", folder).returncode == 0
    found = answer("check", folder, "stall", facts({"company": {"registered": False}}))
    assert next(each["outcome"] for each in found["findings"] if each["check"] == "registered") == "not_met"


def test_lint_tells_everything_with_file_and_line(stalls: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "broken"
    shutil.copytree(stalls, folder)
    case = folder / "cases/stall.toml"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("company.paid_in_capital <=", "company.payed_in_capital <="), encoding="utf-8")
    done = xuzhi("lint", "--path", folder, "--json")
    report = json.loads(done.stdout)
    line = text[: text.index('holds = "company.paid_in_capital')].count("\n") + 1
    assert done.returncode == 1
    assert list(report) == ["errors", "warnings", "clauses"]
    assert report["errors"] == [
        {
            "file": str(case),
            "line": line,
            "message": '"company.payed_in_capital" is not a question of the case kind "stall"; '
            "did you mean company.paid_in_capital?",
        }
    ]
    printed = xuzhi("lint", "--path", folder)
    assert printed.stdout.startswith(f"{case}:{line}: ")
    told = xuzhi("check", folder, "stall", "-", stdin="{}")
    assert (told.returncode, "xuzhi lint lists them" in told.stderr) == (2, True)


def test_lint_runs_the_examples(stalls: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "examples_fail"
    shutil.copytree(stalls, folder)
    file = folder / "examples/stall.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("5_000_001", "4_999_999"), encoding="utf-8")
    done = xuzhi("lint", "--path", folder)
    assert done.returncode == 1
    assert 'example "資本額多一元": capital should be not met, but is met' in done.stdout


def test_both_programmes_lint_clean_but_for_the_sources_own_contradictions() -> None:
    report = json.loads(xuzhi("lint", "--json").stdout)
    assert report["errors"] == []
    assert report["clauses"]["total"] == report["clauses"]["coded"] + report["clauses"]["not_coded"] == 123
    assert [each["message"].split(", but ")[1] for each in report["warnings"]] == [
        "2026-09-01 is 星期二; the date is followed", "2026-09-30 is 星期三; the date is followed",
    ]  # fmt: skip


def test_facts_prints_a_schema(facts: Any) -> None:
    for programme in answer("programmes"):
        for case in programme["cases"]:
            schema = answer("facts", programme["id"], case)
            Draft202012Validator.check_schema(schema)
            assert schema["additionalProperties"] is False
            assert Draft202012Validator(schema).is_valid({})


def test_clauses_name_where_they_are_coded_and_what_tests_them() -> None:
    rows = {row["id"]: row for row in answer("clauses")}
    assert {"id", "programme", "coded_in", "not_coded", "tests"} <= set(rows["L3.E1"])
    assert all(bool(row["coded_in"]) != bool(row["not_coded"]) for row in rows.values())
    assert all(row["coded_in"] and row["tests"] for row in rows.values() if row["id"].startswith("L"))
    assert rows["L2.1"]["not_coded"] is None
    assert any(".toml:" in place for place in rows["L2.1"]["coded_in"])
    assert any("::" in test for test in rows["L2.1"]["tests"])


def test_whatif_reads_parquet(stalls: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.parquet"
    pl.DataFrame(
        {
            "id": ["a", "b", "c"],
            "company.paid_in_capital": [4_000_000, 6_000_000, None],
            "stall.places": [[{"market": "x", "day": None}], [], None],
        }
    ).write_parquet(file)
    found = answer("whatif", stalls, "stall", "--set", "largest_capital=300萬", "--facts", file)
    capital = next(each for each in found["checks"] if each["check"] == "capital")
    assert capital["before"] == {"met": 1, "not_met": 1, "undetermined": 1, "not_applicable": 0}
    assert [each["id"] for each in capital["changed"]] == ["a"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            '{"company": {"paid_in_capital": "x"}}\n{"zzz": 1}',
            ["line 1: company.paid_in_capital should", "line 2: zzz is not"],
        ),
        ('{"id": "a"}\n{"id": "a"}', ["the id “a” stands twice"]),
        ('{"id": "a", "on": "soon"}', ["line 1: “soon” is not a day"]),
        ("{}\n{", ["line 2, column 2: is not JSON"]),
        ("3", ["line 1: "]),
    ],
)
def test_bad_cases_are_told_by_line(stalls: Path, tmp_path: Path, lines: str, told: list[str]) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(lines, encoding="utf-8")
    done = xuzhi("whatif", stalls, "stall", "--set", "most_stalls=1", "--facts", file)
    assert done.returncode == 2
    assert all(each in done.stderr for each in told), done.stderr


def test_a_broken_parquet_file_is_told(stalls: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.parquet"
    file.write_bytes(b"nothing")
    done = xuzhi("whatif", stalls, "stall", "--set", "most_stalls=1", "--facts", file)
    assert done.returncode == 2
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_programme_lints_and_overwrites_nothing(stalls: Path, tmp_path: Path) -> None:
    done = xuzhi("new-programme", tmp_path / "2027 補助")
    assert done.returncode == 0
    assert xuzhi("lint", "--path", tmp_path).returncode == 0
    again = xuzhi("new-programme", tmp_path / "2027 補助")
    assert again.returncode == 2
    assert "is not an empty folder" in again.stderr


def test_help_names_every_command_without_loading_them() -> None:
    done = xuzhi("--help")
    assert done.returncode == 0
    for name in ("programmes", "lint", "clauses", "facts", "check", "whatif", "new-programme", "workdays"):
        assert f"  {name} " in done.stdout


def test_who_reads_on_may_stop_reading() -> None:
    done = subprocess.run(
        f"{sys.executable} -m xuzhi.console.main clauses | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
