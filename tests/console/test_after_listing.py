"""What the demo tells after a listing: changes, inspections, a sanction, by the real operations."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from xuzhi.casework.models import Bar, Case
from xuzhi.console.demo import after, load
from xuzhi.console.demo.content import firms, solutions
from xuzhi.console.demo.story import solution, supplier
from xuzhi.console.demo.world import office_time
from xuzhi.kernel.roc import TAIPEI
from xuzhi.marketplace.queries.search import Wanted, search

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=TAIPEI)


@pytest.fixture
def world(db, settings, tmp_path):
    """Everybody who acts, and one supplier with two listed solutions."""
    settings.XUZHI_DATA = tmp_path
    in_files = {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": tmp_path / "mail"},
    }
    settings.MAILERS = {"default": in_files}
    world = load.prepare(NOW)
    world.firm = firms()["demo"]
    offers = [each for each in solutions() if each.firm == "demo"][:2]
    day = world.windows()[2][0].date() + timedelta(days=10)
    told = [supplier(world, world.firm, world.begins + timedelta(days=5))]
    told += [solution(world, world.firm, each, office_time(day, nth * 30)) for nth, each in enumerate(offers)]
    load.run(told, until=NOW)
    world.names = [each.name for each in offers]
    world.later = office_time(day + timedelta(days=20), 30)
    return world


def stages(kind: str) -> list[str]:
    return list(Case.objects.filter(kind=kind).order_by("opened_at").values_list("stage", flat=True))


def catalogue() -> set[str]:
    return {row.name for row in search(Wanted()).rows}


@pytest.mark.clause("L6.2.3")
@pytest.mark.parametrize(
    ("ends", "stage"), [("draft", "draft"), ("submitted", "review"), ("agreed", "agreed"), ("refused", "refused")]
)
def test_a_price_changes(world, ends, stage):
    load.run([after.change(world, world.firm, world.names[0], world.later, ends=ends)], until=NOW)
    assert stages("solution_change") == [stage]


@pytest.mark.clause("L6.1", "L6.1.2")
@pytest.mark.parametrize(
    ("ends", "stage"),
    [("inspecting", "inspecting"), ("improvement", "improvement"), ("closed", "closed"), ("removed", "removed")],
)
def test_a_listing_is_inspected(world, ends, stage):
    load.run([after.inspection(world, world.firm, world.names[0], world.later, ends=ends)], until=NOW)
    assert stages("inspection") == [stage]
    assert (world.names[0] in catalogue()) == (ends != "removed") and world.names[1] in catalogue()


@pytest.mark.clause("L8", "L8.1")
def test_a_supplier_loses_everything_but_its_record(world):
    load.run([after.sanction(world, world.firm, world.names[0], world.later, ends="cancelled")], until=NOW)
    assert stages("sanction") == ["cancelled"] and set(stages("solution")) == {"cancelled"}
    assert catalogue() == set()
    assert Bar.objects.get().firm_ubn == world.firm.ubn
