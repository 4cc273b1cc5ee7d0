"""What is in a case's files answers questions of the rules, and changes what they find."""

import io

import pytest

from xuzhi.casework.models import FindingRow
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.detach_document import detach_document
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.queries.reads_pictures import reads_pictures
from xuzhi.casework.queries.task_list import task_list
from xuzhi.console.commands.new_programme import write_programme
from xuzhi.documents.operations import inspect_document, seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.queries import read_stream
from xuzhi.rulebook.loading import load_programme

from ..documents.inspection import papers

MORE = """
[[document]]
name = "sample"
label = "樣本"
kinds = ["csv", "zip", "pdf", "json"]
required = false
at_most = 3
reads = { "company.revoked_on" = "date", "stall.name" = "name" }
clause = "M3"

[[question]]
name = "sample.state"
section = "firm"
type = "choice"
label = "檢視"
filled_by = "inspection"
required = false

[[question]]
name = "sample.rows"
section = "firm"
type = "number"
label = "筆數"
filled_by = "inspection"
required = false

[[question]]
name = "sample.fields"
section = "firm"
type = "choices"
label = "欄位"
filled_by = "inspection"
required = false

[[question]]
name = "sample.tables"
section = "firm"
type = "records"
label = "資料表"
filled_by = "inspection"
required = false
fields = [{ name = "file", type = "text", label = "檔案" }, { name = "rows", type = "number", label = "筆數" }]

[[question]]
name = "sample.high"
section = "firm"
type = "number"
label = "高風險"
filled_by = "inspection"
required = false

[[question]]
name = "sample.differences"
section = "firm"
type = "number"
label = "不同"
filled_by = "inspection"
required = false

[[check]]
name = "sample_read"
label = "樣本讀得出來"
clause = "M3"
holds = "sample.rows >= 2"
otherwise = "樣本只有 {sample.rows} 筆。"
"""
ANSWERS = {
    "company.paid_in_capital": 100_000,
    "company.registered": True,
    "company.revoked": True,
    "company.revoked_on": "2020-01-02",
    "stall.name": "晨光攤",
    "stall.places": [{"market": "早市", "day": "2026-12-24"}],
}
CSV = b"a,b\n1,2\n3,4\n"


@pytest.fixture
def rules(settings, tmp_path):
    folder = tmp_path / "programmes" / "stalls"
    write_programme(folder)
    with (folder / "cases" / "stall.toml").open("a", encoding="utf-8") as file:
        file.write(MORE)
    head = (folder / "programme.toml").read_text("utf-8")
    (folder / "programme.toml").write_text(head.replace("2026-03-31", "2026-12-31"), "utf-8")
    settings.XUZHI_PROGRAMMES = [folder.parent]
    settings.XUZHI_CLAMD = ""
    return load_programme(folder)


@pytest.fixture
def case(rules, firm):
    from . import market

    case_id = open_case("stalls", "stall", actor=firm, at=market.AT)
    save_answers(case_id, ANSWERS, seen={}, actor=firm, at=market.AT)
    attach(case_id, firm, market.pdf(), "登記.pdf", "registration")
    return case_id


def attach(case_id, actor, content, name, document="sample"):
    from . import market

    sealed = seal_file(io.BytesIO(content), name, actor=actor, at=market.AT)
    return sealed.sha256, attach_document(case_id, document, sealed.sha256, actor=actor, at=market.AT, name=name)


def inspect(*sha256s):
    from . import market

    for sha256 in sha256s:
        inspect_document(sha256, actor=Actor.system("inspection"), at=market.AT)


def facts(case_id, actor):
    from . import market

    tasks = task_list(case_id, actor=actor, at=market.AT)
    views = [each for section in tasks.sections for each in section.questions]
    return {
        each.question.name.removeprefix("sample."): each.value
        for each in views
        if each.question.name.startswith("sample.") and each.value is not None
    }


def findings(case_id, check="sample_read"):
    row = FindingRow.objects.get(case_id=case_id, check_name=check)
    return row.outcome, row.finding["reason"]


def test_before_the_inspection_only_its_state_is_known(case, firm):
    assert facts(case, firm) == {}
    attach(case, firm, CSV, "a.csv")
    assert facts(case, firm) == {"state": "pending"}


def test_what_is_read_answers_the_questions(case, firm):
    csv, _ = attach(case, firm, CSV, "a.csv")
    more, _ = attach(case, firm, papers.as_json([{"b": 1, "c": 2}]), "b.json")
    inspect(csv, more)
    assert facts(case, firm) == {
        "state": "inspected",
        "rows": 3,
        "fields": ["a", "b", "c"],
        "tables": [{"file": "a.csv", "rows": 2}, {"file": "b.json", "rows": 1}],
        "differences": 0,
    }


def test_a_file_in_an_archive_is_named_with_it(case, firm):
    from ..documents import making

    sha256, _ = attach(case, firm, making.archive([("out/a.csv", CSV)]), "匯出.zip")
    inspect(sha256)
    assert facts(case, firm)["tables"] == [{"file": "匯出.zip/out/a.csv", "rows": 2}]


def test_while_one_file_waits_or_cannot_be_read_nothing_is_taken_for_known(case, firm):
    csv, _ = attach(case, firm, CSV, "a.csv")
    attach(case, firm, b"x,y\n1,2\n", "b.csv")
    inspect(csv)
    assert facts(case, firm) == {"state": "pending"}


def test_a_file_that_was_taken_off_is_not_asked_about(case, firm):
    from . import market

    csv, _ = attach(case, firm, CSV, "a.csv")
    _, other = attach(case, firm, b"x,y\n1,2\n", "b.csv")
    inspect(csv)
    detach_document(case, other, actor=firm, at=market.AT)
    assert facts(case, firm)["rows"] == 2


def test_what_has_no_rows_leaves_them_unknown(case, firm):
    pdf, _ = attach(case, firm, papers.typeset("text"), "a.pdf")
    inspect(pdf)
    assert facts(case, firm) == {"state": "inspected", "differences": 0}


def test_what_the_document_says_otherwise_is_counted(case, firm):
    pdf, _ = attach(case, firm, papers.typeset("撤銷日期 109 年 3 月 5 日"), "a.pdf")
    inspect(pdf)
    assert facts(case, firm)["differences"] == 1


def test_scanned_pages_are_worth_reading_where_something_is_looked_for(case):
    from . import market

    assert reads_pictures(case, "sample", at=market.AT) is True
    assert reads_pictures(case, "registration", at=market.AT) is False


def test_an_inspection_after_submission_applies_the_rules_again(case, firm):
    from . import market

    csv, _ = attach(case, firm, CSV, "a.csv")
    submit_case(case, actor=firm, at=market.AT)
    assert findings(case)[0] == "undetermined"
    inspect(csv)
    assert findings(case)[0] == "met"
    last = read_stream(f"case-{case}")[-1]
    assert (last.type, last.actor.id, last.payload["occasion"]) == ("FindingsRecorded", "inspection", "recheck")


def test_one_that_changes_nothing_records_nothing(case, firm):
    from . import market

    pdf, _ = attach(case, firm, papers.typeset("text"), "a.pdf")
    submit_case(case, actor=firm, at=market.AT)
    length = len(read_stream(f"case-{case}"))
    inspect(pdf)
    assert findings(case)[0] == "undetermined"
    assert len(read_stream(f"case-{case}")) == length


def test_too_few_rows_are_told_in_a_sentence(case, firm):
    from . import market

    csv, _ = attach(case, firm, b"a,b\n1,2\n", "a.csv")
    inspect(csv)
    submit_case(case, actor=firm, at=market.AT)
    assert findings(case) == ("not_met", "樣本只有 1 筆。")
