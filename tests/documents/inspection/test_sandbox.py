"""The process that looks into files: what it may not do, and what becomes of a file that turns on it."""

import sys
import time
from pathlib import Path

import pytest

from xuzhi.documents.inspection import sandbox
from xuzhi.documents.inspection.confinement import Limits
from xuzhi.documents.inspection.sandbox import inspect_apart, report_of, run_apart

from .. import making
from . import papers

HOSTILE = str(Path(__file__).with_name("hostile_child.py"))
ROOT = str(Path(sandbox.__file__).parents[3])
CHILD = ("-c", f"import sys, runpy; sys.path.insert(0, {ROOT!r}); runpy.run_path({HOSTILE!r}, run_name='__main__')")
BRIEF = Limits(memory_bytes=512 * 1024**2, cpu_seconds=2, wall_seconds=6, answer_bytes=100_000)


@pytest.fixture
def run(tmp_path):
    file, secret = tmp_path / "file.pdf", tmp_path / "secret"
    file.write_bytes(papers.typeset("A"))
    secret.write_text("key")

    def run(deed, limits=BRIEF):
        answer = run_apart({"do": deed, "path": str(file), "secret": str(secret)}, limits, CHILD)
        assert file.exists()
        return answer

    return run


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("eats_memory", {"code": "inspection_too_much_memory", "megabytes": 512}),
        ("computes", {"code": "inspection_too_much_time", "seconds": 2}),
        ("crashes", {"code": "inspection_broke_off", "status": -11}),
        ("answers_too_much", {"code": "inspection_no_answer"}),
    ],
)
def test_what_goes_wrong_is_not_inspected_and_says_why(run, deed, why):
    assert run(deed) == {"state": "not_inspected", "why": why}


def test_one_that_hangs_is_ended_at_its_time(run):
    begun = time.monotonic()
    assert run("sleeps") == {"state": "not_inspected", "why": {"code": "inspection_too_long", "seconds": 6}}
    assert time.monotonic() - begun < 12


def test_an_answer_that_is_none_is_no_report(run):
    report = report_of(run("answers_nonsense"))
    assert (report.state, report.why, report.findings) == ("not_inspected", {"code": "inspection_no_answer"}, [])


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")
def test_native_code_gets_nowhere(run):
    answer = run("tries_everything")
    if answer["confined_by"] == {"memory": "rlimit", "network": "audit hook", "files": "audit hook"}:
        pytest.skip("this kernel has neither Landlock nor seccomp")
    assert answer["confined_by"]["network"] == "seccomp"
    closed = {"reading a secret", "removing the file", "writing the file", "a file elsewhere"}
    left = set(answer["facts"]["went_through"])
    assert left <= (set() if answer["confined_by"]["files"] == "landlock" else closed)
    assert answer["facts"]["may"] == 1


def test_python_gets_nowhere_on_any_system(run):
    assert run("tries_python")["facts"] == {"refused": 5}


def test_an_honest_file_comes_back_whole(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(papers.typeset("統一編號：22099131 #text(fill: white)[藏]"))
    report = inspect_apart(path, "證明.pdf", with_text=True)
    assert (report.state, report.kind, report.facts["pages"]) == ("inspected", "pdf", 1)
    assert [(each.rule, each.page) for each in report.findings] == [("white_text", 1)]
    assert [(each.kind, each.value, each.page) for each in report.suggestions] == [("business_number", "22099131", 1)]
    assert "統一編號" in report.text
    assert set(report.confined_by) == {"memory", "network", "files"}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (papers.docx(papers.paragraph("x")), "a.docx"),
        (papers.odt("<text:p>x</text:p>"), "a.odt"),
        (papers.workbook(("A", [["x"], [1]], "visible")), "a.xlsx"),
        (making.image(), "a.png"),
        (making.archive([("a.csv", b"a,b\n1,2\n")]), "a.zip"),
        (b"a,b\n1,2\n", "a.csv"),
        (b'[{"a": 1}]', "a.json"),
        (b"<a><b/></a>", "a.xml"),
        (b"words", "a.txt"),
    ],
)
def test_every_kind_is_read_within_the_walls(tmp_path, content, name):
    path = tmp_path / "a"
    path.write_bytes(content)
    report = inspect_apart(path, name)
    assert (report.state, report.findings) == ("inspected", []), report.why


def test_what_the_door_refuses_is_rejected(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(making.overlapping_archive(100))
    report = inspect_apart(path, "a.zip")
    assert (report.state, report.why["code"]) == ("rejected", "documents.archive_bomb")
