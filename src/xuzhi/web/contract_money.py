"""The money of a contract on a page, and the package that was signed; the office and the firm see the same."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from xuzhi.casework.queries.answered import answered
from xuzhi.casework.queries.figure_tables import FigureTable
from xuzhi.casework.queries.shapes import CasePage
from xuzhi.grants.money.queries.money_of import Money, money_of
from xuzhi.kernel.texts import say
from xuzhi.notices.letters import read_letter
from xuzhi.web.charts.drawing import figures_drawn

PAID, PACKAGE = "contract.paid", "contract.package"
"""Facts of a kind of case that holds money, and of one that has a package to sign."""


def holds_money(page: CasePage) -> bool:
    """Whether the case is a contract whose figures stand: then its money has a page."""
    return _known(page, PAID)


def has_package(page: CasePage) -> bool:
    return _known(page, PACKAGE)


def _known(page: CasePage, name: str) -> bool:
    questions = (one for part in page.sections for one in part.questions)
    return any(one.question.name == name and one.value is not None for one in questions)


def money_context(case_id: UUID) -> dict[str, Any]:
    money = money_of(case_id)
    tables = (_lines_table(money),) if money.lines else ()
    return {
        "money": money,
        "figures": figures_drawn(tables),
        "entries": [(each, say(f"grants/money.sort_{each.sort}")) for each in money.entries],
    }


def _lines_table(money: Money) -> FigureTable:
    rows = tuple(
        (
            f"{each.line} {each.category}".strip(),
            (each.subsidy_spent_twd + each.own_spent_twd, max(each.left_twd, 0), each.subsidy_twd + each.own_twd),
        )
        for each in money.lines
    )
    sums = tuple(sum(cells[place] for _, cells in rows) for place in range(3))
    heads = (say("web.money_spent"), say("web.money_left"), say("web.money_line"))
    unit = say("web.money_unit")
    return FigureTable(
        "money", say("web.money_lines"), say("web.money_line_head"), heads, rows, "stacked", 2, unit, sums
    )


def package_answer(case_id: UUID, number: str) -> HttpResponse:
    """The package as it was kept. Raises Http404."""
    sha256 = answered(case_id).get(PACKAGE)
    pdf = read_letter(str(sha256)) if sha256 else None
    if pdf is None:
        raise Http404
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, say("web.package_file", number=number))
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
