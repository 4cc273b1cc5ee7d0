"""`xuzhi workdays` from the outside: its document, its exit status, its one sentence."""

import json
from pathlib import Path

import pytest

from xuzhi.console.main import run


def workdays(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run(["workdays", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.clause("L7.3")
@pytest.mark.parametrize("start", ["2026-11-20", "115/11/20", "115年11月20日（五）", "1151120"])
def test_three_working_days_as_json(capsys: pytest.CaptureFixture[str], start: str) -> None:
    status, out, err = workdays(capsys, start, "3", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "start_on": "2026-11-20",
        "due_on": "2026-11-25",
        "due_at": "2026-11-26T00:00:00+08:00",
        "days": ["2026-11-23", "2026-11-24", "2026-11-25"],
        "skipped": [{"on": "2026-11-21", "why": "星期六"}, {"on": "2026-11-22", "why": "星期日"}],
    }


@pytest.mark.clause("L7.3")
def test_closures_of_the_county(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "closures.csv"
    file.write_text("day,county,half,announced_at,why\n115/11/24,臺中市,,2026-11-23T20:00+08:00,颱風停止上班\n")
    status, out, _ = workdays(capsys, "2026-11-20", "3", "--county", "台中市", "--closures", str(file), "--json")
    assert status == 0
    document = json.loads(out)
    assert document["due_on"] == "2026-11-26"
    assert document["skipped"][-1] == {"on": "2026-11-24", "why": "臺中市颱風停止上班"}
    _, out, _ = workdays(capsys, "2026-11-20", "3", "--county", "臺北市", "--closures", str(file), "--json")
    assert json.loads(out)["due_on"] == "2026-11-25"


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = workdays(capsys, "2026-11-20", "1")
    assert [line.rstrip() for line in out.splitlines()] == [
        "日期                      第幾天，或不計的原因",
        "────────────────────────  ────────────────────",
        "115 年 11 月 21 日（六）  星期六",
        "115 年 11 月 22 日（日）  星期日",
        "115 年 11 月 23 日（一）  1",
        "截止：115 年 11 月 23 日（一）24 時",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["2026-11-20", "-3"], "天數「-3」不是 0 以上的整數。"),
        (["2026-11-20", "1.5"], "天數「1.5」不是 0 以上的整數。"),
        (["2026-11-31", "3"], "日曆上沒有「2026-11-31」這一天。"),
        (["昨天", "3"], "「昨天」不是看得懂的日期。"),
        (["2026-11-20", "3", "--county", "火星市"], "沒有「火星市」這個縣市。"),
        (["2026-11-20", "999999"], "2028 年的辦公日曆尚未載入，無法計算工作天。"),
        (["2030-01-01", "1"], "2030 年的辦公日曆尚未載入，無法計算工作天。"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    status, out, err = workdays(capsys, *arguments, "--json")
    assert (status, out) == (2, "")
    assert err.startswith(says)
    assert err.count("\n") == 1


def test_bad_closures_are_told_with_file_and_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "closures.csv"
    file.write_text("day,county\n2026-11-24,臺中市\n2026-11-24,火星市\n明天,臺中市\n")
    status, out, err = workdays(capsys, "2026-11-20", "3", "--closures", str(file))
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        f"{file} 第 3 行：沒有「火星市」這個縣市。",
        f"{file} 第 4 行：「明天」不是看得懂的日期。",
    ]
    status, _, err = workdays(capsys, "2026-11-20", "3", "--closures", str(tmp_path / "none.csv"))
    assert (status, err) == (2, f"無法開啟檔案 {tmp_path / 'none.csv'}：No such file or directory。\n")
    file.write_text("日期\n")
    status, _, err = workdays(capsys, "2026-11-20", "3", "--closures", str(file))
    assert (status, err) == (2, f"{file} 第 1 行：檔案缺少欄位：day。\n")
