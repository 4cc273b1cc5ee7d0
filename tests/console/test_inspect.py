"""`xuzhi inspect`, run as people run it: the promised shape, statuses, two files side by side."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ..documents.inspection import papers
from .test_rule_commands import answer, xuzhi

KAI = '<w:rFonts w:eastAsia="標楷體" w:ascii="Times New Roman"/><w:sz w:val="28"/>'
RULES = """
[plan_cjk_fonts]
clause = "S1"
label = "中文字型"
values = { 2026-01-01 = ["標楷體", "DFKai-SB"] }

[plan_latin_fonts]
clause = "S1"
label = "英文字型"
values = { 2026-01-01 = ["Times New Roman"] }

[plan_font_size]
clause = "S1"
label = "字級"
values = { 2026-01-01 = 14 }
"""
DOCUMENT = """
[[document]]
name = "plan"
label = "計畫書"
kinds = ["docx"]
clause = "S1"
fonts = { cjk = "plan_cjk_fonts", latin = "plan_latin_fonts", size = "plan_font_size", clause = "S1" }
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The small programme that `new-programme` writes, with a document whose fonts are asked for."""
    folder = tmp_path / "rules" / "stalls"
    assert xuzhi("new-programme", folder).returncode == 0
    first = next(iter((folder / "clauses.toml").read_text("utf-8").split('id = "')[1:])).partition('"')[0]
    with (folder / "parameters.toml").open("a", encoding="utf-8") as file:
        file.write(RULES.replace("S1", first))
    with next((folder / "cases").glob("*.toml")).open("a", encoding="utf-8") as file:
        file.write(DOCUMENT.replace("S1", first))
    assert xuzhi("lint", "--path", folder).returncode == 0
    return folder


def write(tmp_path: Path, name: str, content: bytes) -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def test_the_promised_shape(tmp_path: Path) -> None:
    content = papers.typeset("統一編號：22099131 #text(fill: white)[hidden]")
    [found] = answer("inspect", write(tmp_path, "a.pdf", content))
    assert found["sha256"] == hashlib.sha256(content).hexdigest()
    assert (found["kind"], found["state"], found["why"]) == ("pdf", "inspected", None)
    [finding] = found["findings"]
    shown = {key: finding[key] for key in ("rule", "clause", "outcome", "where", "text", "expected", "found")}
    assert shown == {
        "rule": "white_text", "clause": None, "outcome": "not_met", "where": "page 1", "text": "hidden",
        "expected": "", "found": "",
    }  # fmt: skip
    assert (found["facts"]["pages"], found["facts"]["characters_cjk"]) == (1, 5)


def test_a_profile_is_the_fonts_that_a_document_asks_for(tmp_path: Path, rules: Path) -> None:
    body = papers.paragraph("標題ABC", KAI) + papers.paragraph(
        "正文", '<w:rFonts w:eastAsia="新細明體"/><w:sz w:val="24"/>'
    )
    file = write(tmp_path, "plan.docx", papers.docx(body))
    [found] = answer("inspect", file, "--profile", "plan", "--path", rules)
    assert [
        (each["rule"], each["where"], each["text"], each["expected"], each["found"]) for each in found["findings"]
    ] == [("font_cjk", "paragraph 2", "正文", "標楷體 14", "新細明體 12")]
    assert found["findings"][0]["clause"]
    assert found["facts"]["conforming_share_cjk"] == 0.5
    assert found["facts"]["conforming_share_latin"] == 1.0
    unknown = xuzhi("inspect", file, "--profile", "other", "--path", rules)
    assert (unknown.returncode, "stalls/" in unknown.stderr) == (2, True)


def test_what_is_refused_at_the_door_is_rejected_and_says_why(tmp_path: Path) -> None:
    [found] = answer("inspect", write(tmp_path, "a.pdf", b"MZ no pdf"))
    assert (found["state"], found["why_code"], found["kind"]) == ("rejected", "documents.kind_differs", None)
    assert found["why"] == "By its name “a.pdf” is PDF, but its content is a format we do not know."


def test_two_files_side_by_side(tmp_path: Path) -> None:
    a = write(tmp_path, "plan.docx", papers.docx(papers.paragraph("總經費 500 萬元。")))
    b = write(tmp_path, "plan.pdf", papers.typeset("總經費 600 萬元。"))
    found: Any = answer("inspect", "--pair", a, b)
    assert (found["same"], found["share"]) == (False, 0.8333)
    assert found["differences"] == [{"kind": "changed", "a": "500", "b": "600", "before": "總經費"}]
    assert (found["a"]["kind"], found["b"]["kind"]) == ("docx", "pdf")


def test_people_get_words(tmp_path: Path) -> None:
    file = write(tmp_path, "a.pdf", papers.typeset("#text(fill: white)[hidden]"))
    done = xuzhi("inspect", file, "--lang", "zh-Hant")
    assert done.stdout.splitlines() == [f"{file}  pdf  已檢視", "  ✗ 有白底白字的文字  第 1 頁  hidden"]


def test_nothing_to_look_at_and_nothing_there(tmp_path: Path) -> None:
    assert xuzhi("inspect").returncode == 2
    missing = xuzhi("inspect", tmp_path / "no.pdf")
    assert (missing.returncode, missing.stdout) == (2, "")


def test_it_needs_neither_django_nor_a_database(tmp_path: Path) -> None:
    file = write(tmp_path, "a.csv", b"a,b\n1,2\n")
    code = "import sys; from xuzhi.console.main import run; run(sys.argv[1:]); print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "inspect", str(file), "--json"], capture_output=True, text=True, check=True
    )
    *shown, django = done.stdout.splitlines()
    assert (json.loads("\n".join(shown))[0]["state"], django) == ("inspected", "False")
