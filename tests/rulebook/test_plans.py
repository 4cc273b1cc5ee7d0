"""Plans in a rulebook: lists of hundreds, documents that are written, what letters and pages show, who is looked up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xuzhi.rulebook.linting import lint

CASE = "cases/stall.toml"
DOCUMENT = 'label = "登記證明"\nkinds = ["pdf", "image"]\n'
LIST = """
[[question]]
name = "members"
section = "firm"
type = "{type}"
label = "成員"
required = false
clause = "M3"
{words}
{fields}
"""
FIELDS = 'fields = [{ name = "number", type = "business_number", label = "統一編號" }]'
COMPANY = """
[[question]]
name = "partner.number"
section = "firm"
type = "{type}"
label = "夥伴的統一編號"
required = false
clause = "M3"

[[question]]
name = "{name}"
section = "firm"
type = "text"
label = "夥伴的登記種類"
register = "company"
looks_up = "partner.number"
required = false
clause = "M3"
"""


def told(folder: Path) -> list[str]:
    return [error.message for error in lint(folder).errors]


def with_more(folder: Path, text: str) -> list[str]:
    with (folder / CASE).open("a", encoding="utf-8") as file:
        file.write(text)
    return told(folder)


@pytest.mark.parametrize(
    ("type_", "words", "errors"),
    [
        ("records", 'by_file = true\nunique = "number"\ngoal = "largest_capital"', []),
        ("records", 'unique = "numbr"', ['unique "numbr" is no field of "members"; did you mean number?']),
        (
            "records",
            'by_file = true\ngoal = "largest_capitl"',
            ['goal of "members": "largest_capitl" is not a parameter; did you mean largest_capital?'],
        ),
        ("text", "by_file = true", ['"members" is text; only records come from a list']),
        ("text", 'unique = "number"', ['"members" is text; only records come from a list']),
    ],
)
def test_lists_of_hundreds(folder: Path, type_: str, words: str, errors: list[str]) -> None:
    fields = FIELDS if type_ == "records" else ""
    assert with_more(folder, LIST.format(type=type_, words=words, fields=fields)) == errors


@pytest.mark.parametrize(
    ("line", "errors"),
    [
        (
            'kinds = ["pdf"]\nwritten_from = ["firm"]\nfonts = { size = "largest_capital" }',
            ['"registration" is written as docx or odt, and takes neither'],
        ),
        ('kinds = ["docx"]\nwritten_from = ["firm"]', ['"registration" is written; fonts say in which']),
        (
            'kinds = ["docx"]\nwritten_from = ["frm"]\nfonts = { size = "largest_capital" }',
            ['"registration" is written from "frm", which is no section; did you mean firm?'],
        ),
        ('kinds = ["odt"]\nwritten_from = ["firm"]\nfonts = { size = "largest_capital" }', []),
        ('kinds = ["pdf"]\nsame_as = "plan"', ['"registration" is the same as "plan", not there']),
        ('kinds = ["pdf"]\npaper = "pledge.typ"', ["paper has no template: papers/pledge.typ is not there"]),
    ],
)
def test_documents_that_are_written(
    folder: Path, change: Callable[[str, str, str], int], line: str, errors: list[str]
) -> None:
    change(CASE, DOCUMENT, f'label = "登記證明"\n{line}\n')
    assert told(folder) == errors


def test_a_paper_that_is_there_needs_no_fonts(folder: Path, change: Callable[[str, str, str], int]) -> None:
    (folder / "papers").mkdir(exist_ok=True)
    (folder / "papers" / "pledge.typ").write_text("= 聲明", encoding="utf-8")
    change(CASE, DOCUMENT, DOCUMENT + 'written_from = ["firm"]\npaper = "pledge.typ"\n')
    assert told(folder) == []


@pytest.mark.parametrize(
    ("type_", "name", "errors"),
    [
        ("business_number", "partner.kind", []),
        ("text", "partner.kind", ['looks_up "partner.number" is no business_number']),
        (
            "business_number",
            "kind",
            ['"kind" is filled by "partner.number", so its name begins with "partner."'],
        ),
    ],
)
def test_a_company_that_is_looked_up_by_its_number(folder: Path, type_: str, name: str, errors: list[str]) -> None:
    assert with_more(folder, COMPANY.format(type=type_, name=name)) == errors


def test_a_page_shows_what_can_be_worked_out(folder: Path, change: Callable[[str, str, str], int]) -> None:
    change(CASE, "[[section]]\n", '[[section]]\nshows = ["checks", "chekcs"]\n')
    (error,) = told(folder)
    assert '"chekcs"' in error
    assert "checks, subsidy, budget, timeline" in error


def test_a_letter_shows_what_is_asked(folder: Path, change: Callable[[str, str, str], int]) -> None:
    file = next(each for each in ("programme.toml", CASE) if "[[notice]]\n" in (folder / each).read_text("utf-8"))
    change(file, "[[notice]]\n", '[[notice]]\nshows = ["company.paid_in_capitol"]\n')
    (error,) = told(folder)
    assert error.endswith('shows "company.paid_in_capitol", which no case asks; did you mean company.paid_in_capital?')


def test_a_letter_says_values_that_there_are(folder: Path, change: Callable[[str, str, str], int]) -> None:
    file = next(each for each in ("programme.toml", CASE) if "[[notice]]\n" in (folder / each).read_text("utf-8"))
    change(file, "[[notice]]\n", '[[notice]]\nvalues = ["minimum_capitol"]\n')
    (unknown,) = told(folder)
    assert unknown.endswith('says the value of "minimum_capitol", no parameter')
    change(file, 'values = ["minimum_capitol"]', "")
    change(file, 'says = "', 'says = "{minimum_capital}：')
    (missing,) = told(folder)
    assert missing.endswith("says {minimum_capital}, which is not among its values")
