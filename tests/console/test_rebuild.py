"""`xuzhi rebuild`, and `xuzhi whatif` over what was handed in, as the commands they are."""

import json
from datetime import date

import pytest

from xuzhi.casework.models import ChangeRow, OverlayRow, WhatIfRow
from xuzhi.casework.operations.approve_change import approve_change
from xuzhi.casework.operations.propose_change import propose_change
from xuzhi.casework.operations.rebuild_records import rebuildable
from xuzhi.casework.queries.what_if import Asked, what_if
from xuzhi.kernel.actor import Actor

from ..casework import market
from ..casework.market import AT, MARKET, OFFICE
from .test_keeping import xuzhi

OTHER = Actor.person("0e5d1a52-0000-4000-8000-000000000002", "陳複核", "officer")


@pytest.fixture
def house(fresh_database, settings, tmp_path):
    """A value that was changed, in a database and a data folder of their own."""
    settings.XUZHI_PROGRAMMES = [market.PROGRAMMES]
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""
    change_id = propose_change(
        MARKET, "parameter", "minimum_capital", 200_000, from_on=date(2027, 1, 1), reason="調整", actor=OFFICE, at=AT
    )
    approve_change(change_id, actor=OTHER, at=AT)
    return {"url": fresh_database, "data": tmp_path, "XUZHI_PROGRAMMES": str(market.PROGRAMMES)}


def test_what_is_rebuilt_stands_as_before(house):
    def rows():
        return [list(model.objects.order_by("position").values()) for model in (OverlayRow, ChangeRow, WhatIfRow)]

    before = rows()
    assert all(before)
    WhatIfRow.objects.update(answer=None, answered_at=None)
    OverlayRow.objects.all().delete()
    ChangeRow.objects.update(state="open")
    status, out, words = xuzhi("rebuild", "casework_rules", "--json", **house)
    assert (status, words.splitlines()[-1].startswith("1 read models rebuilt from ")) == (0, True)
    found = json.loads(out)
    assert (found["read_models"], found["events"]) == (["casework_rules"], 5)
    assert "100%" in words
    assert rows() == before


def test_all_of_them_and_what_there_is(house):
    status, out, _ = xuzhi("rebuild", "--list", "--json", **house)
    assert (status, json.loads(out)) == (0, {"read_models": list(rebuildable())})
    status, out, _ = xuzhi("rebuild", **house)
    assert status == 0 and {"casework", "casework_rules", "catalogue"} <= set(out.split())


def test_a_name_that_there_is_not_is_status_2_and_nothing_is_touched(house):
    status, out, words = xuzhi("rebuild", "casework_rulez", **house)
    assert (status, out) == (2, "")
    assert "There is no read model “casework_rulez”." in words and "casework_rules" in words


def test_without_a_database_it_is_status_3(house):
    status, _, words = xuzhi("rebuild", **(house | {"url": "postgresql://nobody@127.0.0.1:1/none"}))
    assert status == 3 and "Traceback" not in words


@pytest.mark.clause("L6.3")
def test_what_if_over_what_was_handed_in_is_the_page_s_query(house):
    market.import_company(market.company())
    firm = market.begin()
    market.submitted(firm)
    asked = Asked(MARKET, "stallholder", {"minimum_capital": 600_000}, AT.date())
    found = what_if(asked, at=AT)
    assert found.changed == ("NM-115-00001",)
    status, out, _ = xuzhi(
        "whatif", MARKET, "stallholder", "--set", "minimum_capital=60萬", "--on", AT.date(), "--json", **house
    )
    told = json.loads(out)
    assert status == 0
    assert {name: told[name] for name in ("cases", "checks", "clocks")} == found.as_json()
    status, out, words = xuzhi(
        "whatif", MARKET, "stallholder", "--set", "correction_working_days=1", "--which", "past", **house
    )
    assert status == 0 and words.splitlines()[-1] == "0 cases; 0 would change."
