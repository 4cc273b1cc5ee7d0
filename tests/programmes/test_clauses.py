"""No clause of the registers is lost, renamed or moved; each is coded, or says why not in words a lawyer can weigh."""

import pytest

from xuzhi.rulebook import find_programmes, lint

from .folders import BOTH, GRANT, LISTING, programme
from .register import COMMERCE_AI_GRANT, SME_AI_LISTING

REGISTERS = {LISTING: SME_AI_LISTING, GRANT: COMMERCE_AI_GRANT}


@pytest.mark.parametrize("programme_id", BOTH)
def test_every_clause_of_the_register_stands_where_it_stood(programme_id: str) -> None:
    clauses = programme(programme_id).clauses
    assert (
        tuple((each.id, each.text.at, each.text.kind, each.text.gap is not None) for each in clauses)
        == REGISTERS[programme_id]
    )


@pytest.mark.parametrize("programme_id", BOTH)
def test_every_clause_is_said_in_chinese_with_a_short_label(programme_id: str) -> None:
    def chinese(text: str | None) -> bool:
        return text is not None and any("\u4e00" <= sign <= "\u9fff" for sign in text)

    clauses = [each.text for each in programme(programme_id).clauses]
    assert [each.id for each in clauses if not chinese(each.says) or not chinese(each.label)] == []
    assert [each.id for each in clauses if len(each.label or "") > 20] == []
    assert [each.id for each in clauses if each.gap is not None and not chinese(each.gap)] == []


@pytest.mark.parametrize("programme_id", BOTH)
def test_what_is_not_coded_says_why(programme_id: str) -> None:
    reasons = {each.id: each.text.not_coded for each in programme(programme_id).clauses if each.text.not_coded}
    assert [clause for clause, why in reasons.items() if len(why) < 15] == []


def test_lint_is_clean_but_for_what_the_source_contradicts() -> None:
    listing, grant = (lint(find_programmes()[programme_id]) for programme_id in BOTH)
    assert (listing.errors, listing.warnings, grant.errors) == ((), (), ())
    assert listing.clauses == {"total": 65, "coded": 65, "not_coded": 0}
    assert grant.clauses == {"total": 58, "coded": 58, "not_coded": 0}
