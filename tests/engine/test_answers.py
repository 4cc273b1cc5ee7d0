"""From what a person typed to an answer that can be kept, and back."""
# ruff: noqa: E501  tables and sentences are kept whole

from typing import Any

import pytest

from xuzhi.engine.answers import AnswerInvalid, read_answer, show_answer
from xuzhi.kernel.texts import use_language
from xuzhi.rulebook import Edition

SHA = "a" * 64


@pytest.mark.parametrize(
    ("name", "raw", "kept"),
    [
        ("company.name", "  木工坊\u0000 ", "木工坊"), ("company.name", "", None), ("company.name", None, None),
        ("company.capital", "1,000,000", 1_000_000), ("company.capital", "１００萬", 1_000_000), ("company.capital", 5, 5),
        ("company.capital", ["7"], 7), ("company.kind", "公司", "company"), ("company.kind", "branch", "branch"),
        ("company.founded_on", "115/2/13", "2026-02-13"), ("company.founded_on", "2026-02-13", "2026-02-13"),
        ("company.founded_on", "１１５年２月１３日", "2026-02-13"),
        ("company.founded_on", {"year": "115", "month": "2", "day": "13"}, "2026-02-13"),
        ("company.founded_on", {"year": "2026", "month": "02", "day": "13"}, "2026-02-13"),
        ("company.founded_on", {"year": "", "month": "", "day": ""}, None),
        ("company.ubn", " 22099131 ", "22099131"), ("uses", ["teach", "make"], ["make", "teach"]), ("uses", "make", ["make"]),
        ("uses", [], None), ("is_reseller", "yes", True), ("is_reseller", "否", False), ("is_reseller", True, True),
        ("score", "12.5", "12.5"), ("score", "１２", 12), ("score", "12.0", 12), ("sent_at", "115/3/31 17:00", "2026-03-31T17:00:00+08:00"),
        ("sent_at", "2026-03-31T17:00", "2026-03-31T17:00:00+08:00"), ("sent_at", "2026-03-31T17:00:00Z", "2026-03-31T17:00:00+00:00"),
        ("email", " a.b@example.com.tw ", "a.b@example.com.tw"), ("site", "https://例子.tw/a?b=1", "https://例子.tw/a?b=1"),
        ("story", "一\r\n二", "一\n二"), ("code", "AB12", "AB12"), ("photo", [SHA], [SHA]), ("photo", SHA, [SHA]),
        ("rooms", [{"country": "台灣", "kw": "1.5"}, {"country": "", "kw": ""}], [{"country": "TW", "kw": "1.5", "opened_on": None, "city": None}]),
        ("rooms", {"0": {"country": "jp"}}, [{"country": "JP", "kw": None, "opened_on": None, "city": None}]), ("rooms", [{}], None),
    ],
)  # fmt: skip
def test_what_is_kept(edition: Edition, name: str, raw: Any, kept: Any) -> None:
    assert read_answer(edition.case("workshop").question(name), raw) == kept


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("company.name", "長" * 501, "「名稱」最多 500 個字，目前 501 個字。"), ("story", "長" * 21, "「說明」最多 20 個字，目前 21 個字。"),
        ("company.capital", "很多", "「很多」不是金額。"), ("company.capital", "-5", "「實收資本額」不能小於零。"),
        ("company.capital", True, "「實收資本額」應為金額。"), ("company.kind", "firm", "「登記種類」沒有「firm」這個選項。"),
        ("company.founded_on", "115/2/30", "日曆上沒有「115/2/30」這一天。"),
        ("company.founded_on", {"year": "abc", "month": "1", "day": "1"}, "「設立日期」的年、月、日應為數字。"),
        ("company.ubn", "２２０９９１３１", None), ("company.ubn", "00000000", None), ("company.ubn", "22099132", None),
        ("uses", ["make", "sell", "teach"], "「用途」最多 2 筆，目前 3 筆。"), ("is_reseller", "maybe", "「是代理商」請選「是」或「否」。"),
        ("score", "many", "「分數」應為數字，「many」不是數字。"), ("score", "1.25", "「分數」最多 1 位小數。"),
        ("score", "101", "「分數」不能大於 100。"), ("score", "-1", "「分數」不能小於 0。"), ("score", "inf", "「分數」應為數字，「inf」不是數字。"),
        ("sent_at", "tomorrow", "「送出時刻」應為日期與時間，「tomorrow」讀不出來。"), ("sent_at", "115/3/31 25:00", "「送出時刻」應為日期與時間，「115/3/31 25:00」讀不出來。"),
        ("email", "a@b", "「a@b」不是電子信箱。"), ("site", "www.example.com", "「www.example.com」不是網址。"),
        ("site", "javascript:alert(1)", "「javascript:alert(1)」不是網址。"), ("code", "ab", "「代碼」的寫法不符合規定。"),
        ("photo", ["x"], "「照片」的檔案沒有上傳成功，請再上傳一次。"), ("company.name", ["a", "b"], "「名稱」只能填一個。"),
        ("rooms", "x", "「機房」應為一筆一筆的資料。"),
    ],
)  # fmt: skip
def test_what_is_refused(edition: Edition, name: str, raw: Any, says: str | None) -> None:
    with pytest.raises(AnswerInvalid) as refused:
        read_answer(edition.case("workshop").question(name), raw)
    assert refused.value.says
    if says is not None:
        assert refused.value.says == says


def test_every_wrong_field_of_records_is_told(edition: Edition) -> None:
    question = edition.case("workshop").question("rooms")
    with pytest.raises(AnswerInvalid) as refused:
        read_answer(question, [{"country": "TW", "kw": "x"}, {"country": "Nowhere"}])
    assert {key: part.says for key, part in refused.value.parts.items()} == {
        "0.kw": "「容量」應為數字，「x」不是數字。",
        "1.country": "「Nowhere」不是國家或地區。",
    }


@pytest.mark.parametrize(
    ("name", "value", "shown", "english"),
    [
        ("company.capital", 1_000_000, "1,000,000 元", "NT$1,000,000"), ("company.kind", "branch", "分公司", "分公司"),
        ("company.founded_on", "2026-02-13", "115 年 2 月 13 日", "13 February 2026"), ("uses", ["make", "sell"], "製作、販售", "製作, 販售"),
        ("is_reseller", False, "否", "no"), ("score", "12.5", "12.5 分", "12.5 points"), ("score", 1, "1 分", "1 point"),
        ("company.name", None, "", ""), ("company.kind", "gone", "gone", "gone"),
        ("rooms", [{"country": "CN", "kw": 2}, {"country": "JP"}], "國家或地區：中國大陸；容量：2 瓩\n國家或地區：日本",
         "國家或地區: mainland China; 容量: 2 kW\n國家或地區: Japan"),
    ],
)  # fmt: skip
def test_what_people_read(edition: Edition, name: str, value: Any, shown: str, english: str) -> None:
    question = edition.case("workshop").question(name)
    assert show_answer(question, value) == shown
    assert show_answer(question, value, "en") == english


def test_refusals_are_said_in_the_readers_language(edition: Edition) -> None:
    with pytest.raises(AnswerInvalid) as refused:
        read_answer(edition.case("workshop").question("email"), "x")
    with use_language("en"):
        assert refused.value.says == "“x” is not an e-mail address."
        assert refused.value.remedy == "Write it like name@example.com.tw."
