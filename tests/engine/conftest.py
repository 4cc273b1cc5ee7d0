"""A small programme written for these tests: every type of question, checks of every sort, two ends and a clock."""
# ruff: noqa: E501  tables and sentences are kept whole

from datetime import date
from pathlib import Path

import pytest

from xuzhi.rulebook import Edition, load_programme

ON = date(2026, 3, 10)

FILES = {
    "programme.toml": """
[programme]
id = "workshop"
title = "工坊補助須知"
[policies]
first_day_counted = false
last_day_rolls = "last_day_rolls"
[[round]]
name = "first"
title = "第一梯次"
opens_at = 2026-03-01T00:00:00+08:00
closes_at = 2026-03-31T17:00:00+08:00
cases = ["workshop"]
[[notice]]
name = "correction_request"
label = "補件通知書"
template = "letter.typ"
""",
    "notices/letter.typ": "letter",
    "clauses.toml": """
[[clause]]
id = "W1"
at = "1"
kind = "eligibility"
says = "資格"
[[clause]]
id = "W2"
at = "2"
kind = "clock"
says = "補件"
""",
    "parameters.toml": """
[minimum_capital]
clause = "W1"
label = "最低實收資本額"
unit = "TWD"
values = { 2026-01-01 = 1_000_000 }
[excluded_regions]
clause = "W1"
label = "機房不得位於的地區"
values = { 2026-01-01 = ["CN", "HK"] }
[good_kinds]
clause = "W1"
label = "可以申請的登記種類"
values = { 2026-01-01 = ["company", "business"] }
[lookback_years]
clause = "W1"
label = "回溯年數"
unit = "year"
values = { 2026-01-01 = 3 }
[pass_mark]
clause = "W1"
label = "及格分數"
unit = "point"
values = "set by the office"
[correction_working_days]
clause = "W2"
label = "補件期限"
unit = "working day"
values = { 2026-01-01 = 3 }
[listing_days]
clause = "W2"
label = "有效期間"
unit = "day"
values = { 2026-01-01 = 365 }
[reminder_days]
clause = "W2"
label = "提醒"
unit = "day"
values = { 2026-01-01 = 30 }
[last_day_rolls]
clause = "W2"
label = "末日順延"
values = { 2026-01-01 = true }
""",
    "cases/workshop.toml": """
[case]
title = "工坊"
subject = "company.name"
clause = "W1"
[[section]]
name = "firm"
label = "公司"
[[section]]
name = "place"
label = "場所"
[[question]]
name = "company.name"
section = "firm"
type = "text"
label = "名稱"
[[question]]
name = "company.ubn"
section = "firm"
type = "business_number"
label = "統一編號"
required = false
[[question]]
name = "company.capital"
section = "firm"
type = "money"
label = "實收資本額"
[[question]]
name = "company.kind"
section = "firm"
type = "choice"
label = "登記種類"
of = [{ code = "company", label = "公司" }, { code = "business", label = "商業" }, { code = "branch", label = "分公司" }]
[[question]]
name = "company.founded_on"
section = "firm"
type = "date"
label = "設立日期"
register = "company"
[[question]]
name = "uses"
section = "place"
type = "choices"
label = "用途"
at_least = 1
at_most = 2
required = false
of = [{ code = "make", label = "製作" }, { code = "sell", label = "販售" }, { code = "teach", label = "教學" }]
[[question]]
name = "rooms"
section = "place"
type = "records"
label = "機房"
at_least = 1
fields = [
  { name = "country", type = "country", label = "國家或地區" },
  { name = "kw", type = "number", label = "容量", unit = "kW", required = false, decimals = 1 },
  { name = "opened_on", type = "date", label = "啟用日期", required = false },
  { name = "city", type = "text", label = "城市", required = false },
]
[[question]]
name = "is_reseller"
section = "place"
type = "yes_no"
label = "是代理商"
[[question]]
name = "vendor"
section = "place"
type = "text"
label = "原廠名稱"
when = "is_reseller"
[[question]]
name = "score"
section = "place"
type = "number"
label = "分數"
unit = "point"
decimals = 1
at_least = 0
at_most = 100
required = false
[[question]]
name = "sent_at"
type = "instant"
label = "送出時刻"
filled_by = "platform"
[[question]]
name = "email"
section = "firm"
type = "email"
label = "電子信箱"
required = false
[[question]]
name = "site"
section = "firm"
type = "url"
label = "網址"
required = false
[[question]]
name = "story"
section = "place"
type = "long_text"
label = "說明"
at_most = 20
required = false
[[question]]
name = "code"
section = "place"
type = "text"
label = "代碼"
pattern = "[A-Z]{2}[0-9]+"
example = "AB12"
required = false
[[question]]
name = "photo"
section = "place"
type = "file"
label = "照片"
at_most = 2
required = false
[[document]]
name = "tax"
section = "firm"
label = "納稅證明"
kinds = ["pdf"]
clause = "W1"
[[document]]
name = "authorisation"
section = "place"
label = "授權書"
kinds = ["pdf"]
required = "is_reseller"
at_least = 2
at_most = 3
[[check]]
name = "capital"
label = "資本額"
clause = "W1"
holds = "company.capital >= minimum_capital"
otherwise = "實收資本額 {company.capital}，未達 {minimum_capital}。"
remedy = "增資到 {minimum_capital} 後再申請。"
blocking = true
eligibility = true
[[check]]
name = "kind"
label = "登記種類"
clause = ["W1", "W2"]
holds = "company.kind in good_kinds"
met = "登記種類是{company.kind}，屬於{good_kinds}。"
[[check]]
name = "elsewhere"
label = "機房所在地"
clause = "W1"
holds = "all(room.country not in excluded_regions for room in rooms)"
otherwise = "機房位於{rooms.country}，不得位於{excluded_regions}。"
confirmed_by = "officer"
[[check]]
name = "vendor_named"
label = "有原廠"
clause = "W1"
when = "is_reseller"
holds = "is_known(vendor)"
[[check]]
name = "old_enough"
label = "成立夠久"
clause = "W1"
holds = "company.founded_on <= years_before(on, lookback_years)"
otherwise = "{company.founded_on} 設立，到 {on} 還沒有滿 {lookback_years}。"
[[check]]
name = "passed"
label = "及格"
clause = "W1"
holds = "score >= pass_mark"
[[check]]
name = "capacity"
label = "容量"
clause = "W1"
holds = "sum(room.kw for room in rooms) >= 10 or score > 90"
otherwise = "容量共 {sum(room.kw for room in rooms)}，{len(rooms)} 間。"
[[check]]
name = "named"
label = "名稱"
clause = "W1"
function = "named"
[[stage]]
name = "draft"
label = "填寫中"
turn = "applicant"
on_path = true
[[stage]]
name = "review"
label = "審查"
turn = "office"
on_path = true
clause = "W2"
[[stage]]
name = "correction"
label = "補件中"
turn = "applicant"
[[stage]]
name = "listed"
label = "上架"
on_path = true
ends = true
outcome = "listed"
[[stage]]
name = "dismissed"
label = "不予受理"
ends = true
outcome = "dismissed"
[[step]]
name = "submit"
label = "送出"
by = "applicant"
from = "draft"
to = "review"
[[step]]
name = "request_correction"
label = "通知補件"
by = "officer"
from = "review"
to = "correction"
guard = "taken.request_correction < 2"
guard_otherwise = "已補件 {taken.request_correction} 次。"
clock = "correction"
notice = "correction_request"
clause = "W2"
[[step]]
name = "resubmit"
label = "送出補件"
by = "applicant"
from = "correction"
to = "review"
[[step]]
name = "list"
label = "上架"
by = "officer"
from = "review"
to = "listed"
guard = "checks.outcome == 'met' and checks.unconfirmed == 0"
clock = ["listing", "reminder"]
clause = "W2"
[[step]]
name = "list_big"
label = "大型上架"
by = "officer"
from = "review"
to = "listed"
guard = "company.capital > 5 * minimum_capital"
[[step]]
name = "lapse"
label = "屆期"
by = "clock"
from = "listed"
to = "dismissed"
[[step]]
name = "dismiss_late"
label = "逾期不予受理"
by = "clock"
from = "correction"
to = "dismissed"
[clock.correction]
label = "補件期限"
lasts = "correction_working_days"
runs_from = "notice delivered"
on_expiry = { step = "dismiss_late", by = "clock" }
[clock.listing]
label = "有效期間"
lasts = "listing_days"
keep_running = true
on_expiry = { step = "lapse", by = "clock" }
[clock.reminder]
label = "屆期提醒"
lasts = "reminder_days"
before = "listing"
notice = "correction_request"
""",
    "checks.py": '''
def named(facts, parameters, on):
    """Whether the name says what it is."""
    name = facts["company.name"]
    return None if name is None else "工坊" in name
''',
}


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    folder = tmp_path / "workshop"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def edition(workshop: Path) -> Edition:
    return load_programme(workshop).edition(ON)
