"""The demo's grants: every sort of plan comes to where it says, by the real operations."""

from datetime import timedelta

import pytest

from xuzhi.casework.models import Case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.console.demo.granting.plans import plans
from xuzhi.console.demo.granting.stories import proposal, settle
from xuzhi.console.demo.load import import_registers, run
from xuzhi.console.demo.world import World, office_time
from xuzhi.grants.money.models import Entry

from ..programmes.market_day import AT, TODAY
from ..programmes.test_inspection import _own_folder  # noqa: F401  a fixture that holds for every test here

# What each sort leaves behind: the stage of the proposal, and the cases about its contract.
ENDS = {
    "draft": {("proposal", "draft"), ("mv_statement", "asked")},
    "submitted": {("proposal", "qualification")},
    "correcting": {("proposal", "correction")},
    "material": {("proposal", "material")},
    "forfeited": {("proposal", "forfeited")},
    "not_selected": {("proposal", "not_selected")},
    "signing": {("proposal", "selected"), ("contract", "signing")},
    "claiming": {("proposal", "selected"), ("contract", "in_force"), ("claim", "approving")},
    "breach": {
        ("proposal", "selected"), ("contract", "in_force"), ("claim", "paid"), ("expense_report", "accepted"),
        ("progress_report", "checking"), ("breach", "improvement"), ("mv_statement", "signed"),
    },
    "closed": {
        ("proposal", "selected"), ("contract", "closed"), ("claim", "paid"), ("expense_report", "accepted"),
        ("progress_report", "accepted"), ("closing", "closed"), ("follow_up", "running"),
        ("accountant_statement", "signed"),
    },
}  # fmt: skip


@pytest.mark.django_db
def test_each_plan_comes_to_its_end():
    world = World(TODAY, TODAY - timedelta(days=300))
    import_registers(world.begins, office_time(world.begins, 0))
    world.settle_office()
    settle(world)
    assert sorted({plan.ends for plan in plans()}) == sorted(ENDS)
    run([proposal(world, plan) for plan in plans()], until=AT)
    sweep_clocks(at=AT)
    told = [
        (plan.ends, set(Case.objects.filter(firm_name=plan.firm).values_list("kind", "stage")))
        for plan in plans()
        if plan.account != "applicant"
    ]
    assert told == [(ends, ENDS[ends]) for ends, _ in told]
    own = set(Case.objects.filter(firm_name="大順連鎖餐飲股份有限公司").values_list("kind", "stage"))
    assert own == ENDS["draft"] | ENDS["claiming"]
    assert sorted(Entry.objects.filter(sort="paid").values_list("amount_twd", flat=True)) == [3_000_000, 4_800_000]
