"""What documents say, held against what the form says."""

import pytest

from xuzhi.engine.readings import Said, compare
from xuzhi.rulebook.model import Document, Question

QUESTIONS = (
    Question(name="company.ubn", type="business_number", label="統一編號"),
    Question(name="company.name", type="text", label="名稱"),
    Question(name="tax.issued_on", type="date", label="核發日期"),
    Question(
        name="leases", type="records", label="租用", fields=(Question(name="until_on", type="date", label="租用迄日"),)
    ),
)
NUMBER, OTHER = Said("business_number", "22099131", "統一編號 22099131", page=1), Said("business_number", "24549210")


def outcome(reads, facts, *said):
    document = Document(name="proof", label="證明", reads=reads)
    [found] = compare(QUESTIONS, document, facts, said)
    return found.outcome, found.answered, tuple(each.value for each in found.said)


@pytest.mark.clause("L3.D1")
@pytest.mark.parametrize(
    ("facts", "said", "expected"),
    [
        ({"company.ubn": "22099131"}, [NUMBER], ("agrees", ("22099131",), ("22099131",))),
        ({"company.ubn": "22099131"}, [OTHER, NUMBER], ("agrees", ("22099131",), ("22099131",))),
        ({"company.ubn": "22099131"}, [OTHER, OTHER], ("differs", ("22099131",), ("24549210",))),
        ({"company.ubn": "22099131"}, [Said("date", "2026-11-02")], ("silent", ("22099131",), ())),
        ({}, [NUMBER], ("open", (), ("22099131",))),
    ],
)
def test_an_answer_beside_what_the_document_says(facts, said, expected):
    assert outcome({"company.ubn": "business_number"}, facts, *said) == expected


def test_names_agree_across_widths_spaces_and_forms_of_one_character():
    said = Said("name", "台北 資訊（股）公司")
    assert outcome({"company.name": "name"}, {"company.name": "臺北資訊(股)公司"}, said)[0] == "agrees"


@pytest.mark.clause("L4.A6")
def test_every_row_must_be_said():
    rows = {"leases": [{"until_on": "2027-06-30"}, {"until_on": "2027-12-31"}, {"until_on": None}]}
    first, second = Said("period_end", "2027-06-30"), Said("period_end", "2027-12-31")
    reads = {"leases.until_on": "period_end"}
    assert outcome(reads, rows, first, second)[0] == "agrees"
    assert outcome(reads, rows, first) == ("differs", ("2027-12-31",), ("2027-06-30",))


def test_the_label_is_the_question_s_or_the_field_s():
    document = Document(
        name="proof", label="證明", reads={"leases.until_on": "period_end", "company.ubn": "business_number"}
    )
    assert [each.label for each in compare(QUESTIONS, document, {}, [])] == ["租用迄日", "統一編號"]
