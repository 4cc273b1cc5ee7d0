"""The plan's documents are written from its pages, in the fonts that the rules ask for."""

import io
import zipfile

import pytest

from xuzhi.casework.queries.files_to_compare import files_to_compare
from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.task_list import task_list
from xuzhi.documents import queries as documents
from xuzhi.documents.operations.compare_files import compare_files
from xuzhi.documents.operations.inspect_document import inspect_document
from xuzhi.grants.operations.write_plan import write_plan
from xuzhi.grants.plan.faces import embeddable
from xuzhi.grants.queries.printed import printed
from xuzhi.grants.queries.written_documents import written_documents
from xuzhi.grants.refusals import NothingToWrite
from xuzhi.kernel.actor import Actor

from .proposing import AT, begin, give

INSPECTOR = Actor.system("inspection")
KAI = pytest.mark.skipif(not embeddable(["cwTeXKai", "TW-Kai"]), reason="no open Kai font on this machine")


def attached(case_id, actor):
    sections = task_list(case_id, actor=actor, at=AT).sections
    found = {each.document.name: each.attached for section in sections for each in section.documents}
    return {name: [each.sha256 for each in files] for name, files in found.items() if files}


def look_into(case_id, actor):
    for document, files in attached(case_id, actor).items():
        for sha256 in files:
            inspect_document(sha256, actor=INSPECTOR, at=AT)
        for first, second in files_to_compare(case_id, document, at=AT):
            compare_files(first, second, actor=INSPECTOR, at=AT)


def findings(case_id, actor):
    return {each.check: each for each in findings_now(case_id, actor=actor, at=AT)}


@KAI
@pytest.mark.clause("G6.4")
@pytest.mark.clause("G6.6")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_one_click_writes_both_files_and_they_conform(firm, kind):
    case_id = begin(firm)
    written = write_plan(case_id, kind=kind, actor=firm, at=AT)
    number = task_list(case_id, actor=firm, at=AT).case.number
    assert written.names == (f"提案計畫書-{number}.{kind}", f"提案計畫書-{number}.pdf")
    files = attached(case_id, firm)
    assert {name: len(each) for name, each in files.items()} == {"plan_word": 1, "plan_pdf": 1}
    look_into(case_id, firm)
    found = findings(case_id, firm)
    looked = {name: found[name].outcome for name in ("plan_fonts", "plan_texts_same", "plan_numbers_same")}
    assert looked == {"plan_fonts": "met", "plan_texts_same": "met", "plan_numbers_same": "met"}


@KAI
@pytest.mark.clause("G6.4")
def test_written_again_it_takes_the_place_of_what_was_there(firm):
    case_id = begin(firm)
    write_plan(case_id, actor=firm, at=AT)
    before = attached(case_id, firm)
    write_plan(case_id, actor=firm, at=AT)
    assert attached(case_id, firm) == before
    give(case_id, {"plan.benefits": "每人時揀貨件數提升 25%。"}, firm)
    write_plan(case_id, kind="odt", actor=firm, at=AT)
    after = attached(case_id, firm)
    assert {name: len(each) for name, each in after.items()} == {"plan_word": 1, "plan_pdf": 1}
    assert not {sha for each in after.values() for sha in each} & {sha for each in before.values() for sha in each}


@pytest.mark.clause("G6.6")
def test_the_word_file_names_the_fonts_apart(firm):
    case_id = begin(firm)
    write_plan(case_id, actor=firm, at=AT)
    content = documents.open_file(attached(case_id, firm)["plan_word"][0]).read()
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()
    assert 'w:eastAsia="標楷體"' in styles and 'w:ascii="Times New Roman"' in styles and "eastAsiaTheme" not in styles
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert "先在三處場域試行，再推到全部門市。" in text and "第199號夥伴商行" in text


@KAI
@pytest.mark.clause("G6.4")
def test_an_amount_that_the_plan_does_not_say_is_told(firm):
    case_id = begin(firm)
    write_plan(case_id, actor=firm, at=AT)
    give(case_id, {"budget.total": "4,600,000"}, firm)
    look_into(case_id, firm)
    found = findings(case_id, firm)["plan_numbers_same"]
    assert (found.outcome, found.reason) == ("not_met", "填答的金額與日期，有 1 項在計畫書裡找不到，列在文件旁邊。")


@pytest.mark.clause("G1.3")
@pytest.mark.clause("G6.5")
def test_the_sworn_statement_has_every_declaration_in_force(firm, tmp_path):
    case_id = begin(firm, {"declaration.no_arrears": "no"})
    made = printed(case_id, "sworn_statement", actor=firm, at=AT)
    path = tmp_path / "statement.pdf"
    path.write_bytes(made.pdf)
    from xuzhi.documents.inspection.pdf_text import text_lines

    lines = [each.text.replace(" ", "") for each in text_lines(path)]
    said = "".join(lines)
    assert sum("☑" in line for line in lines) == 9
    assert "晨光超市股份有限公司（統一編號24549210）" in said and "沒有欠繳應納稅捐" in said
    assert said.replace("　", "").count("☐是☑否") == 1
    with pytest.raises(NothingToWrite):
        printed(case_id, "plan_word", actor=firm, at=AT)


@pytest.mark.clause("G6.6")
def test_without_an_open_font_it_says_so_and_makes_no_pdf(firm, settings, tmp_path):
    from .kailess import without_open_fonts

    settings.XUZHI_PROGRAMMES = [without_open_fonts(tmp_path)]
    case_id = begin(firm)
    offered = written_documents(case_id, actor=firm, at=AT).plan
    assert offered is not None and offered.pdf_font == ""
    written = write_plan(case_id, actor=firm, at=AT)
    assert (len(written.names), written.pdf) == (1, False)
    assert list(attached(case_id, firm)) == ["plan_word"]
