"""The registers' pages: how old each list is, what each import changed, and an import that loses nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from xuzhi.kernel.roc import format_date
from xuzhi.registers.models import Snapshot, SnapshotDraft
from xuzhi.registers.queries import list_ages

HEADING = "統一編號,名稱\n"
LIST = SimpleUploadedFile


def a_file(*rows, name="名單.csv"):
    return SimpleUploadedFile(name, (HEADING + "".join(f"{row}\n" for row in rows)).encode())


def today():
    return timezone.localdate()


def post(browser, **fields):
    given = {"list": "prc_funded/local", "taken_on": today().isoformat(), "source": "某縣政府"} | fields
    return browser.post(
        "/office/registers/import/", {name: value for name, value in given.items() if value is not None}
    )


def import_now(browser, *rows, **fields):
    draft_id = SnapshotDraft.objects.values_list("id", flat=True)
    post(browser, file=a_file(*rows), look="yes", **fields)
    return post(browser, draft=str(draft_id[0]), **{"import": "yes"}, **fields)


@pytest.mark.clause("L2.4")
def test_every_list_stands_on_the_page_with_its_day_or_none(browser):
    import_now(browser, "22099131,甲公司", taken_on=(today() - timedelta(days=3)).isoformat())
    page = browser.get("/office/registers/").content.decode()
    for title in (
        "經濟部公布之陸資投資事業名單",
        "各縣市登記之陸資商號",
        "投資審議機關公布之名單",
        "拒絕往來廠商名單",
        "網路位址範圍",
    ):
        assert title in page
    assert format_date(today() - timedelta(days=3)) in page
    assert "3 天" in page
    assert page.count("尚未載入") == len(list_ages(today())) - 1


def test_a_preview_shows_what_would_change_and_the_confirmation_takes_it_in(browser):
    import_now(browser, "22099131,甲公司", "04595257,乙公司", taken_on=(today() - timedelta(days=3)).isoformat())
    seen = post(browser, file=a_file("22099131,甲公司", "12345675,丁公司"), look="yes")
    page = seen.content.decode()
    assert seen.status_code == 200
    for said in ("檔案裡有 2 筆", "新增 1 筆、移除 1 筆、內容改變 0 筆", "丁公司", "名單.csv", "確認匯入"):
        assert said in page
    assert Snapshot.objects.count() == 1, "nothing is taken in by looking"
    draft_id = SnapshotDraft.objects.get().id
    answer = post(browser, draft=str(draft_id), **{"import": "yes"})
    taken = Snapshot.objects.latest("position")
    assert answer["Location"] == f"/office/registers/snapshots/{taken.id}/"
    page = browser.get(answer["Location"]).content.decode()
    for said in ("某縣政府", "名單.csv", taken.sha256, "新增 1 筆、移除 1 筆", "丁公司", "乙公司"):
        assert said in page
    assert not SnapshotDraft.objects.exists()


def test_a_file_of_another_shape_is_told_in_a_sentence_and_nothing_is_lost(browser):
    answer = post(browser, file=a_file("22099131,甲公司"), look="yes", list="prc_funded/ministry")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "前 12 列中找不到完整的標題列，缺少欄位：國內被投資事業名稱" in page
    assert "請確認下載的是正確的名冊" in page
    draft_id = SnapshotDraft.objects.get().id
    for kept in ("某縣政府", str(draft_id), today().isoformat(), "名單.csv"):
        assert kept in page
    again = post(browser, draft=str(draft_id), look="yes")
    assert "檔案裡有 1 筆" in again.content.decode(), "the same file, as another list"


def test_all_that_is_wrong_is_told_at_once_and_the_file_is_kept(browser):
    tomorrow = today() + timedelta(days=1)
    answer = post(
        browser, file=a_file("22099131,甲公司"), look="yes", list="x/y", taken_on=tomorrow.isoformat(), source=""
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("請選擇這份檔案是哪一份名單", "還沒有到", "請寫明資料來源", "有 3 個地方", "名單.csv"):
        assert said in page
    nothing = post(browser, look="yes", taken_on="昨天").content.decode()
    assert "請選擇要匯入的檔案" in nothing
    assert "「昨天」不是看得懂的日期" in nothing
    assert "請填寫取得日" in post(browser, look="yes", taken_on="").content.decode()


def test_a_draft_that_is_gone_is_told(browser):
    gone = post(browser, draft="00000000-0000-4000-8000-000000000000", look="yes").content.decode()
    assert "已經匯入，或已逾時清除" in gone
    assert "請選擇要匯入的檔案" in post(browser, draft="x", look="yes").content.decode()


def test_rows_that_cannot_be_read_are_shown_before_and_after(browser):
    page = post(browser, file=a_file("22099132,甲公司"), look="yes").content.decode()
    assert "有 1 列看不懂" in page
    assert "統一編號「22099132」不正確" in page
    answer = post(browser, draft=str(SnapshotDraft.objects.get().id), **{"import": "yes"})
    assert "統一編號「22099132」不正確" in browser.get(answer["Location"]).content.decode()


def test_the_snapshots_of_a_list(browser):
    assert "還沒有載入這份名單" in browser.get("/office/registers/prc_funded/local/").content.decode()
    import_now(browser, "22099131,甲公司")
    page = browser.get("/office/registers/prc_funded/local/").content.decode()
    assert "現在使用" in page and "某縣政府" in page
    for unknown in ("/office/registers/taxes/all/", "/office/registers/prc_funded/all/"):
        assert browser.get(unknown).status_code == 404
    assert browser.get("/office/registers/snapshots/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_source_of_last_time_is_filled_in(browser):
    import_now(browser, "22099131,甲公司")
    page = browser.get("/office/registers/import/?list=prc_funded/local").content.decode()
    assert 'value="某縣政府"' in page
    assert browser.get("/office/registers/import/?list=nonsense").status_code == 200


def test_only_the_office_enters(owner):
    from ..applicant import school

    for where in ("", "import/", "prc_funded/local/"):
        assert school.browser_of(owner).get(f"/office/registers/{where}").status_code == 403
