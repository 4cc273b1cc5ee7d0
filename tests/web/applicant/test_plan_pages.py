"""A plan's pages: the list of members, what is worked out of the answers, the documents that are written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xuzhi.grants.plan.faces import embeddable

from ...grants import proposing
from ...grants.test_lists import as_csv, rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real_programmes(settings):
    settings.XUZHI_PROGRAMMES = []


@pytest.fixture
def person(db):
    proposing.load_register()
    return proposing.found_firm()


@pytest.fixture
def case_id(person):
    return proposing.begin(proposing.as_applicant(person))


@pytest.fixture
def client(person):
    browser = Client()
    browser.force_login(person)
    return browser


def page(client, case_id, section, **query):
    answer = client.get(f"/apply/cases/{case_id}/sections/{section}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def bring(client, case_id, content, **more):
    file = SimpleUploadedFile("名單.csv", content)
    return client.post(
        f"/apply/cases/{case_id}/sections/members/lists/plan.members/import/", {"file": file, "seen": "1", **more}
    )


def test_members_stand_as_a_table_of_pages_with_their_progress(client, case_id):
    text = page(client, case_id, "members")
    assert "200／200 家" in text and "，已達規定" in text and text.count("<tr>") == 51
    assert "第199號夥伴商行" in page(client, case_id, "members", rows="4")


def test_what_is_wrong_in_a_file_is_one_page_with_row_numbers(client, case_id):
    lines = rows(2)
    lines[0][0] = "12345678"
    answer = bring(client, case_id, as_csv(lines))
    text = answer.content.decode()
    assert answer.status_code == 422 and "檔案有 1 列、1 處要修正，名單還沒有更動" in text and "12345678" in text
    assert "200／200 家" in page(client, case_id, "members")


def test_a_file_takes_the_place_of_the_list_and_doubles_are_told(client, case_id):
    lines = rows(199)
    answer = bring(client, case_id, as_csv([*lines, lines[0]]), how="replace")
    assert answer.status_code == 302
    text = page(client, case_id, "members")
    assert "199／200 家" in text and "還差 1 家" in text and "第 201" in text
    assert "合作成員去除重複之後只有 199 家" in text


def test_one_row_is_changed_and_taken_out(client, case_id):
    address = f"/apply/cases/{case_id}/sections/members/lists/plan.members/rows/"
    assert "第1號夥伴商行" in client.get(f"{address}1/").content.decode()
    cells = {"ubn": "12345678", "name": "改名", "kind": "own_unit", "joined_on": "", "proof": ""}
    sent = {f"answer:plan.members:0:{name}": value for name, value in cells.items()}
    refused = client.post(f"{address}1/", {**sent, "seen": "1"})
    assert refused.status_code == 422 and "改名" in refused.content.decode()
    sent["answer:plan.members:0:ubn"] = proposing.NUMBERS[0]
    assert client.post(f"{address}1/", {**sent, "seen": "1"}).status_code == 302
    assert "改名" in page(client, case_id, "members")
    assert client.post(f"{address}1/", {"remove": "yes", "seen": "2"}).status_code == 302
    assert "199／200 家" in page(client, case_id, "members")
    assert client.get(f"{address}500/").status_code == 404
    assert client.get(f"{address}new/").status_code == 200


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_the_list_goes_out_as_a_file(client, case_id, format):
    answer = client.get(f"/apply/cases/{case_id}/sections/members/lists/plan.members/template.file?format={format}")
    assert answer.status_code == 200 and len(b"".join(answer.streaming_content)) > 1000


def test_the_budget_tells_what_binds_and_the_plan_its_time(client, case_id):
    text = page(client, case_id, "budget")
    assert "2,000,000 元" in text and "正好是上限" in text and "總經費的比例、自籌款" in text
    assert "A1 資料整合" in text
    assert 'class="timeline-chart"' in page(client, case_id, "plan")


def test_after_an_autosave_the_largest_subsidy_is_that_of_the_new_amounts(client, case_id):
    sent = {"answer:budget.own": "1,999,999", "seen:budget.own": "1"}
    answer = client.post(f"/apply/cases/{case_id}/sections/budget/autosave/", sent)
    text = answer.content.decode()
    assert "1,999,999 元" in text and "您申請 2,000,000 元，多了 1 元。" in text


def test_a_colleague_sees_who_is_where(client, case_id, person):
    from xuzhi.kernel.actor import Actor
    from xuzhi.parties.operations import add_person, invite_member
    from xuzhi.parties.operations.accept_invitation import accept_invitation

    at = proposing.AT
    colleague = add_person("chen@chenguang.test", "陳柏宇", at=at)
    sent = invite_member(proposing.UBN, colleague.email, by=person, actor=proposing.as_applicant(person), at=at)
    accept_invitation(sent.token, colleague, actor=Actor.person(str(colleague.id), "陳柏宇", "applicant"), at=at)
    page(client, case_id, "budget")
    other = Client()
    other.force_login(colleague)
    text = page(other, case_id, "plan")
    assert "同仁在這裡" in text and "林怡君" in text and "經費" in text


def test_one_click_writes_the_plan(client, case_id):
    before = client.get(f"/apply/cases/{case_id}/").content.decode()
    assert "產生計畫書" in before and "提案業者切結聲明書" in before
    after = client.post(f"/apply/cases/{case_id}/plan/", {"kind": "docx"}, follow=True).content.decode()
    assert "已產生並放進文件欄：提案計畫書-" in after
    assert ("沒有產生 PDF" in after) is (not embeddable(["cwTeXKai", "TW-Kai"]))
    paper = client.get(f"/apply/cases/{case_id}/papers/sworn_statement.pdf")
    assert paper["Content-Type"] == "application/pdf"
