"""What is read out of documents: that the rules name what is there, and what fits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xuzhi.rulebook.linting import lint
from xuzhi.rulebook.loading import load_programme

CASE = "cases/stall.toml"
DOCUMENT = 'label = "登記證明"\nkinds = ["pdf", "image"]\n'
QUESTION = """
[[question]]
name = "{name}"
section = "firm"
type = "{type}"
label = "讀到的資料"
filled_by = "inspection"
required = false
clause = "M3"
"""


@pytest.fixture
def with_document(folder: Path, change: Callable[[str, str, str], int]) -> Callable[[str], list[str]]:
    def with_document(line: str) -> list[str]:
        change(CASE, DOCUMENT, DOCUMENT + line + "\n")
        return [error.message for error in lint(folder).errors]

    return with_document


@pytest.mark.parametrize(
    "line",
    [
        'reads = { "company.paid_in_capital" = "amount" }',
        'reads = { "company.revoked_on" = "date", "stall.places.day" = "period_end", "stall.name" = "name" }',
    ],
)
def test_what_fits_is_taken(with_document: Callable[[str], list[str]], line: str) -> None:
    assert with_document(line) == []


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            'reads = { "company.revoked" = "date" }',
            'document "registration" reads "company.revoked" as date, which fits date, not yes_no',
        ),
        (
            'reads = { "company.paid_in_capitol" = "amount" }',
            'document "registration" reads "company.paid_in_capitol", which is not asked; '
            "did you mean company.paid_in_capital?",
        ),
        (
            'reads = { "stall.name" = "nome" }',
            'stall.name cannot be "nome"; did you mean name? (business_number, name, date, amount, period_start, '
            "period_end, scan_date, open_high)",
        ),
        (
            'fonts = { cjk = "largest_capitol" }',
            'fonts of "registration": "largest_capitol" is not a parameter; did you mean largest_capital?',
        ),
        (
            'fonts = { size = "largest_capital", clause = "M2" }',
            'document "registration" does not cite M2, which its fonts do',
        ),
        ('fonts = { colour = "largest_capital" }', '"colour" is not a word of this table'),
    ],
)
def test_what_does_not_fit_is_told(with_document: Callable[[str], list[str]], line: str, error: str) -> None:
    assert with_document(line) == [error]


@pytest.mark.parametrize(
    ("name", "type_", "errors"),
    [
        ("registration.pages", "number", []),
        ("registration.state", "choice", []),
        (
            "registration.pages",
            "text",
            ['"registration.pages" is text; the inspection gives number'],
        ),
        (
            "registration.page",
            "number",
            ['the inspection of a file knows no "page"; did you mean pages?'],
        ),
        (
            "registrations.pages",
            "number",
            ['"registrations.pages" is of no document: "registrations" is not there; did you mean registration?'],
        ),
    ],
)
def test_what_the_inspection_answers(folder: Path, name: str, type_: str, errors: list[str]) -> None:
    with (folder / CASE).open("a", encoding="utf-8") as file:
        file.write(QUESTION.format(name=name, type=type_))
    assert [error.message for error in lint(folder).errors] == errors


LIST = """
[[question]]
name = "{name}"
section = "firm"
type = "records"
label = "沒有證明的攤友"
filled_by = "attached"
required = false
clause = "M3"
fields = [{{ name = "{field}", type = "text", label = "姓名" }}]

[[question]]
name = "friends"
section = "firm"
type = "records"
label = "攤友"
required = false
clause = "M3"
fields = [
  {{ name = "name", type = "text", label = "姓名" }},
  {{ name = "paper", type = "text", label = "證明", required = false, names_file = "registration" }},
]
"""


@pytest.mark.parametrize(
    ("name", "field", "errors"),
    [
        ("registration.lacking", "name", []),
        ("registration.lacking", "age", ['"registration.lacking" should be records of fields that "friends" has']),
        (
            "photo.lacking",
            "name",
            ['"photo.lacking" tells of no list: name it DOCUMENT.lacking, a document that a list names'],
        ),
    ],
)
def test_which_rows_name_no_file(folder: Path, name: str, field: str, errors: list[str]) -> None:
    with (folder / CASE).open("a", encoding="utf-8") as file:
        file.write(LIST.format(name=name, field=field))
    assert [error.message for error in lint(folder).errors] == errors


def test_a_document_without_any_of_it_leaves_the_edition_s_hash_as_it_was(
    folder: Path, change: Callable[[str, str, str], int]
) -> None:
    from datetime import date

    before = load_programme(folder).edition(date(2026, 11, 22)).sha256
    change(CASE, DOCUMENT, DOCUMENT + "reads = {}\n")
    assert load_programme(folder).edition(date(2026, 11, 22)).sha256 == before
