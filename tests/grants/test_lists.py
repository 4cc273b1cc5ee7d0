"""A list of members from a file: columns by their heads, everything that is wrong at once, nobody counted twice."""

import csv
import io

import pytest
from odfdo import Cell, Document, Row, Table
from openpyxl import Workbook

from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.task_list import section_of
from xuzhi.casework.refusals import OfficeOnly
from xuzhi.grants.lists.counting import counted
from xuzhi.grants.lists.refusals import (
    ColumnsMissing,
    ListClosed,
    ListEmpty,
    ListMovedOn,
    ListTooLong,
    ListUnreadable,
    RowsWrong,
    Wrong,
)
from xuzhi.grants.lists.tables import lines_of
from xuzhi.grants.operations.import_rows import import_rows
from xuzhi.grants.queries.overlaps import overlaps

from .proposing import AT, NAME, NUMBERS, UBN, begin, give, members

HEADS = ["統一編號", "名稱", "種類", "加入日期", "證明"]


def rows(count, first=0):
    return [
        [ubn, f"第{nth}號商行", "供應鏈夥伴", "115/1/6", ""] for nth, ubn in enumerate(NUMBERS[first : first + count])
    ]


def as_csv(lines, encoding="utf-8-sig", heads=HEADS):
    written = io.StringIO()
    csv.writer(written).writerows([heads, *lines])
    return written.getvalue().encode(encoding)


def as_xlsx(lines, heads=HEADS):
    book = Workbook()
    for line in [heads, *lines]:
        book.active.append(line)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_ods(lines, heads=HEADS):
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("members")
    for line in [heads, *lines]:
        row = Row()
        for text in line:
            row.append_cell(Cell(text=text, value=text))
        table.append_row(row)
    document.body.append(table)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def draft(firm):
    return begin(firm, {"plan.members": ""})


def version(case_id, firm):
    view = section_of(case_id, "members", actor=firm, at=AT)
    return next(each.version for each in view.questions if each.question.name == "plan.members")


def bring(case_id, firm, content, name="members.csv", *, replace=False, seen=None):
    seen = version(case_id, firm) if seen is None else seen
    return import_rows(case_id, "members", "plan.members", content, name, replace=replace, seen=seen, actor=firm, at=AT)


def listed(case_id, firm):
    view = section_of(case_id, "members", actor=firm, at=AT)
    return next(each for each in view.questions if each.question.name == "plan.members")


@pytest.mark.clause("G3.3")
@pytest.mark.parametrize(
    "content", [as_csv(rows(300)), as_csv(rows(300), "cp950"), as_csv(rows(300), "utf-16"), as_xlsx(rows(300)),
                as_ods(rows(300))], ids=["utf-8", "big5", "utf-16", "xlsx", "ods"],
)  # fmt: skip
def test_hundreds_come_from_any_of_these_files(firm, content):
    case_id = draft(firm)
    matched = bring(case_id, firm, content)
    assert (matched.read, matched.doubled) == (300, ())
    stored = listed(case_id, firm).value
    assert len(stored) == 300
    assert stored[1] == {
        "ubn": NUMBERS[1], "name": "第1號商行", "kind": "supply_chain", "joined_on": "2026-01-06", "proof": None,
    }  # fmt: skip


@pytest.mark.clause("G3.3")
def test_199_after_a_double_is_removed_is_said_in_figures(firm):
    case_id = draft(firm)
    lines = rows(199)
    matched = bring(case_id, firm, as_csv([*lines, lines[4]]))
    assert [(each.row, each.first, each.value) for each in matched.doubled] == [(201, 6, NUMBERS[4])]
    view = listed(case_id, firm)
    found = next(each for each in findings_now(case_id, actor=firm, at=AT) if each.check == "members")
    assert (found.outcome, found.reason) == ("not_met", "合作成員去除重複之後只有 199 家，未達 200 家。")
    counts = counted(view.question, view.value, 200)
    assert (counts.different, counts.lacking, counts.percent, counts.doubles) == (199, 1, 99, 0)
    assert counts.kinds == (("提案業者自身", 0), ("所屬單位", 0), ("供應鏈夥伴", 199))


@pytest.mark.clause("G3.3")
def test_all_that_is_wrong_is_told_with_its_row_and_the_list_stays(firm):
    case_id = draft(firm)
    bring(case_id, firm, as_csv(rows(3)))
    lines = rows(3, 10)
    lines[0][0], lines[1][2], lines[2][3] = "12345678", "朋友", "去年"
    lines[1][1] = ""
    with pytest.raises(RowsWrong) as refused:
        bring(case_id, firm, as_csv(lines))
    wrong = [(each.row, each.column, each.typed) for each in refused.value.wrong]
    assert wrong == [(2, "統一編號", "12345678"), (3, "名稱", ""), (3, "種類", "朋友"), (4, "加入日期", "去年")]
    assert refused.value.says == "檔案有 3 列、4 處要修正，名單還沒有更動。"
    assert isinstance(refused.value.wrong[0], Wrong) and refused.value.wrong[0].why
    assert len(listed(case_id, firm).value) == 3


@pytest.mark.clause("G3.3")
def test_rows_are_added_or_take_the_place_of_the_list(firm):
    case_id = draft(firm)
    bring(case_id, firm, as_csv(rows(3)))
    matched = bring(case_id, firm, as_csv(rows(3, 2)))
    assert [(each.row, each.first) for each in matched.doubled] == [(2, 0)]
    assert [each["ubn"] for each in listed(case_id, firm).value] == NUMBERS[:5]
    bring(case_id, firm, as_csv(rows(2, 7)), replace=True)
    assert [each["ubn"] for each in listed(case_id, firm).value] == NUMBERS[7:9]


@pytest.mark.clause("G5.2")
def test_who_imports_over_a_list_that_moved_on_is_told(firm):
    case_id = draft(firm)
    seen = version(case_id, firm)
    give(case_id, {"plan.members": members(2)}, firm)
    with pytest.raises(ListMovedOn) as refused:
        bring(case_id, firm, as_csv(rows(3)), seen=seen)
    assert refused.value.values["by"] == "林怡君"
    assert len(listed(case_id, firm).value) == 2


def test_columns_stand_in_any_order_and_may_bear_their_names(firm):
    case_id = draft(firm)
    bring(case_id, firm, as_csv([["supply_chain", "一號", NUMBERS[0], "x"]], heads=["kind", "name", " UBN ", "備註"]))
    assert listed(case_id, firm).value[0]["ubn"] == NUMBERS[0]
    with pytest.raises(ColumnsMissing) as refused:
        bring(case_id, firm, as_csv([["一號"]], heads=["名稱"]))
    assert refused.value.values == {"missing": "統一編號、種類", "found": "名稱"}


def test_zeros_that_a_spreadsheet_took_off_come_back(firm):
    case_id = draft(firm)
    short = next(f"{number:08}" for number in range(1_000_000, 1_001_000) if valid(f"{number:08}"))
    bring(case_id, firm, as_xlsx([[int(short), "一號", "供應鏈夥伴", None, None]]))
    assert listed(case_id, firm).value[0]["ubn"] == short


def valid(number):
    from xuzhi.kernel.ubn import is_ubn

    return is_ubn(number)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", ListUnreadable), (b"PK\x03\x04 no archive", ListUnreadable), (b"\xff\xfe\x00", ListUnreadable),
        (b"\x00\x01\x02", ListUnreadable),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(content, refusal):
    with pytest.raises(refusal):
        lines_of(content, "members.csv")


def test_too_many_rows_and_none_are_refused(firm):
    with pytest.raises(ListTooLong):
        lines_of(as_csv([["x"]] * 5001), "members.csv")
    with pytest.raises(ListEmpty):
        bring(draft(firm), firm, as_csv([]))


@pytest.mark.clause("G3.3")
def test_overlaps_with_other_applicants_are_shown_to_the_office_alone(firm, other_firm, officer):
    mine = begin(firm)
    theirs = begin(other_firm)
    assert overlaps(mine, actor=officer, at=AT)[0].found == ()
    submit(theirs, other_firm)
    told = overlaps(mine, actor=officer, at=AT)[0]
    assert (told.rows, len(told.found)) == (200, 200)
    own = next(each for each in told.found if each.value == UBN)
    assert (own.name, [each.firm for each in own.others]) == (NAME, ["暮色超市股份有限公司"])
    with pytest.raises(OfficeOnly):
        overlaps(mine, actor=firm, at=AT)


def submit(case_id, actor):
    """Hand in what lacks nothing but what blocks nothing."""
    from xuzhi.casework.models import Case

    Case.objects.filter(id=case_id).update(submitted_at=AT)


@pytest.mark.clause("G6.8")
def test_a_list_that_was_handed_in_is_closed(firm):
    case_id = draft(firm)
    submit(case_id, firm)
    with pytest.raises(ListClosed):
        bring(case_id, firm, as_csv(rows(2)))
