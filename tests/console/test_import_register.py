"""`xuzhi import-register` from the outside."""

import json
from datetime import date
from pathlib import Path

import pytest

from xuzhi.console.main import run
from xuzhi.registers.queries import look_up

HEADING = "主管機關,公告日期,處分日期,處分字號,事業單位名稱或負責人,違法法規法條,違反法規內容,罰鍰金額,備註說明\n"
ROW = "臺中市政府,115/05/12,1150428,府勞字第1號,序智雲端股份有限公司,勞動基準法第24條,未給付加班費,{fine},\n"
SOURCE = ["--taken-on", "115/11/20", "--source", "勞動部"]


def test_a_file_is_taken_in_and_its_bad_rows_are_told(
    fresh_database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "union.csv"
    file.write_bytes((HEADING + ROW.format(fine="20000") + ROW.format(fine="很多")).encode("big5"))
    command = ["import-register", "violations", str(file), "--list", "union", *SOURCE, "--json"]
    assert run(command) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert {name: document[name] for name in ("register", "list", "taken_on", "rows", "already", "problems")} == {
        "register": "violations",
        "list": "union",
        "taken_on": "2026-11-20",
        "rows": 2,
        "already": False,
        "problems": [{"line": 3, "says": "罰鍰金額「很多」不是金額"}],
    }
    assert err.splitlines() == [
        "已匯入違反勞動法令紀錄（違反工會法），共 2 筆，取得日 115 年 11 月 20 日。",
        "第 3 筆：罰鍰金額「很多」不是金額",
    ]
    assert run(command) == 0
    assert json.loads(capsys.readouterr().out)["already"]
    assert look_up("violations", ubn="22099131", name="序智雲端股份有限公司", on=date(2026, 11, 22)).found


UNION = ["violations", "{file}", "--list", "union", "--source", "勞動部", "--taken-on"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["taxes", "{file}", *SOURCE], "沒有「taxes」這個名冊。"),
        (["violations", "{file}", *SOURCE], "請指明名冊 violations 的哪一份清單；「」不是其中之一。"),
        (["debarred", "{file}.none", *SOURCE], "無法開啟檔案 {file}.none：No such file or directory。"),
        (["debarred", "{file}", *SOURCE], "{file}：檔案不是完整的 JSON。"),
        ([*UNION, "昨天"], "「昨天」不是看得懂的日期。"),
        ([*UNION, "2126-01-01"], "{file}：取得日 215 年 1 月 1 日還沒有到。"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    fresh_database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], says: str
) -> None:
    file = tmp_path / "union.csv"
    file.write_text(HEADING + ROW.format(fine="20000"))
    assert run(["import-register", *(argument.format(file=file) for argument in arguments), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(says.format(file=file))
    assert err.count("\n") == 1
