"""The facts of all sealed cases: the same that each case is judged by, in a constant number of queries."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.holding import Held
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import Case
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.queries.sealed_facts import sealed_facts
from xuzhi.engine.facts import read_facts

from . import market
from .market import AT, MARKET


def judged_by(number: str) -> dict:
    case = Case.objects.get(number=number)
    rules = Overlays().edition_of(case, AT.date())
    return dict(open_file(Held(case, rules, rules.case(case.kind), AT)).facts)


def test_sealed_facts_are_those_the_case_is_judged_by(firm, other_firm, office) -> None:
    market.with_code(firm)
    for name in ("臭豆腐", "蚵仔煎"):
        submit_case(market.stall(firm, name), actor=firm, at=AT)
    market.stall(firm, "還在寫")
    market.submitted(other_firm, AT + timedelta(hours=1))
    rules = Overlays(MARKET).edition(MARKET, AT.date())
    for kind, count in (("stall", 2), ("stallholder", 2)):
        with CaptureQueriesContext(connection) as captured:
            found = sealed_facts(MARKET, kind, AT.date())
        assert len(captured) == 4
        assert len(found) == count
        for each in found:
            assert dict(read_facts(rules, kind, each.facts)) == judged_by(each.number)


def test_nothing_submitted_is_nothing(firm) -> None:
    market.filled(firm)
    assert sealed_facts(MARKET, "stallholder", AT.date()) == []
