"""Expressions: what they may say, and what is told when they cannot."""
# ruff: noqa: E501  tables and sentences are kept whole

import pytest

from xuzhi.rulebook.expressions import ExpressionInvalid, Scope, parse_expression
from xuzhi.rulebook.expressions.types import DATE, INSTANT, MONEY, NUMBER, TEXT, TRUTH, Type, list_of
from xuzhi.rulebook.templates import parse_template

ROOM = Type("record", fields={"country": TEXT, "purpose": Type("text", options=("storage", "backup")), "kw": NUMBER})
SCOPE = Scope(
    facts={
        "company.capital": MONEY, "company.kind": Type("text", options=("company", "branch")), "company.items": list_of(TEXT),
        "founded_on": DATE, "sent_at": INSTANT, "agreed": TRUTH, "rooms": list_of(ROOM), "months": Type("number", unit="個月"),
    },
    settings={"limit": MONEY, "days": Type("number", unit="working day"), "least_months": Type("number", unit="month"),
              "codes": list_of(TEXT)},
    given={"on": DATE},
    subject="this case",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "company.capital >= limit",
        "0 < company.capital <= 2 * limit",
        "company.kind == 'branch' or company.kind in ['company', 'branch']",
        "any(item in codes for item in company.items)",
        "all(room.purpose != 'backup' if room.kw > 3 else True for room in rooms if is_known(room.kw))",
        "count(room.purpose == 'storage' for room in rooms) >= 1 and count(1 for room in rooms) < 9",
        "len(distinct(room.country for room in rooms)) >= 2",
        "sum(room.kw for room in rooms) / len(rooms) > 1.5",
        "any(all(other.country == room.country for other in rooms) for room in rooms)",
        "founded_on < years_before(on, 3) and months_between(founded_on, day_of(sent_at)) >= 12",
        "min(company.capital, limit) == round(company.capital * 0.5)",
        "months >= least_months",
        "(company.capital >= limit\n  or agreed)",
        "agreed\nor not agreed",
        "-company.capital < 0",
    ],
)
def test_what_expressions_can_say(text: str) -> None:
    assert parse_expression(text, SCOPE).type == TRUTH


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("company.captal > 1", '"company.captal" is not a question of this case; did you mean company.capital?'),
        ("limt > 1", '"limt" is not a parameter or a question of this case; did you mean limit?'),
        ("company == 1", '"company" is a group of questions, not one; it holds company.capital, company.items, company.kind'),
        ("company.capital", '"company.capital" should give true or false, but gives money'),
        ("company.capital > days", '"company.capital > days" compares money with working day'),
        ("company.capital + days > 1", '"company.capital + days" adds money and working day'),
        ("company.capital > 'a'", "\"company.capital > 'a'\" compares money with a text"),
        ("company.kind == 'brnch'", '"brnch" is not an answer of company.kind; did you mean branch?'),
        ("company.kind in ['firm']", '"firm" is not an answer of company.kind (it has company, branch)'),
        ("any(room.purpose == 'x' for room in rooms)", '"x" is not an answer of room.purpose (it has storage, backup)'),
        ("any(r.contry == 'TW' for r in rooms)", '"contry" is not a field of r; did you mean country?'),
        ("rooms.country == 'TW'", '"rooms" is a list; go over it: any(item.country … for item in rooms)'),
        ("any(x for x in company.capital)", '"company.capital" is money, not a list to go over'),
        ("company.capital in codes", '"company.capital in codes" looks for money in a list of texts'),
        ("agreed in agreed", '"agreed in agreed": what stands after "in" should be a list, not true or false'),
        ("company.items == codes", '"company.items == codes" compares two lists; ask for what they hold: '
                                   "all(item in … for item in …)"),
        ("founded_on - 3 > on", '"founded_on" is a date and cannot be calculated with; '
                                "use days_after, years_before or months_before"),
        ("years_before(on) < on", '"years_before(on)": years_before was given a date; write it like years_before(on, 3)'),
        ("lenght('a') > 1", '"lenght" is not a function that expressions know; did you mean length?'),
        ("__import__('os')", '"__import__" is not a function that expressions know'),
        ("company.capital.__class__ == 1", '"company.capital.__class__" is not a question of this case'),
        ("company.capital is None", '"None" is not a value here; ask is_known(name) whether something is known'),
        ("agreed == true", 'write True for "true"'),
        ("agreed and", '"agreed and" cannot be read as an expression: invalid syntax'),
        ("(lambda: 1)() > 0", '"lambda: 1" is not a function that expressions know'),
        ("[x for x in codes]", '"[x for x in codes]" is more than an expression here can say'),
        ("any(a == b for a in codes for b in codes)", 'one "for" at a time; put any(…) within any(…)'),
        ("any(limit > 1 for limit in codes)", '"limit" is already the name of something; choose another'),
        ("agreed and company.capital", '"company.capital" is money, where a yes or no is wanted'),
        ("len(codes, codes) > 1", "len was given a list of texts, a list of texts; write it like len(plan.sites)"),
        ("2 ** 3 > 1", '"2 ** 3": only + - * / are known'),
    ],
)  # fmt: skip
def test_what_is_told_when_it_cannot(text: str, message: str) -> None:
    with pytest.raises(ExpressionInvalid) as invalid:
        parse_expression(text, SCOPE)
    assert message in invalid.value.messages[0]


def test_every_mistake_of_one_expression_at_once() -> None:
    with pytest.raises(ExpressionInvalid) as invalid:
        parse_expression("limt > 1 and company.knd == 'a' and any(r.x for r in rooms)", SCOPE)
    assert len(invalid.value.messages) == 3


def test_deep_nesting_is_told_and_not_a_crash() -> None:
    with pytest.raises(ExpressionInvalid):
        parse_expression("not " * 4000 + "agreed", SCOPE)


def test_an_expression_knows_what_it_reads() -> None:
    expression = parse_expression("company.capital >= limit and any(r.kw > limit / 2 for r in rooms)", SCOPE)
    assert expression.facts() == ("company.capital", "rooms")
    assert expression.settings() == ("limit",)


def test_braces_hold_expressions_and_fields_of_lists() -> None:
    template = parse_template("{company.capital}，{len(rooms)} 間：{rooms.country}。", SCOPE)
    assert [part if isinstance(part, str) else part.field for part in template.parts] == [
        "",
        "，",
        "",
        " 間：",
        "country",
        "。",
    ]
    with pytest.raises(ExpressionInvalid) as invalid:
        parse_template("{company.captal} {rooms.contry}", SCOPE)
    assert len(invalid.value.messages) == 2
    with pytest.raises(ExpressionInvalid):
        parse_template("a { b", SCOPE)
