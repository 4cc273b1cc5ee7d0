"""Expanded recruitment from the draft to the listing, by the real operations and the rules as published."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from xuzhi.casework.models import Case, StepRow
from xuzhi.console.demo import load, meeting
from xuzhi.console.demo.content import firms, solutions
from xuzhi.console.demo.story import solution, supplier
from xuzhi.console.demo.world import office_time
from xuzhi.kernel.roc import TAIPEI
from xuzhi.marketplace.models import Listing
from xuzhi.notices.models import Notice
from xuzhi.panels.models import Panel
from xuzhi.panels.queries.ranking import ranking

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=TAIPEI)


@pytest.fixture
def listed(db, settings, tmp_path):
    """One supplier's one solution, told to its listing."""
    settings.XUZHI_DATA = tmp_path
    folder = {"file_path": tmp_path / "mail"}
    in_files = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": folder}
    settings.MAILERS = {"default": in_files}
    world = load.prepare(NOW)
    offer = next(each for each in solutions() if each.firm != "demo")
    firm = firms()[offer.firm]
    day = world.windows()[2][0].date() + timedelta(days=10)
    told = solution(world, firm, offer, office_time(day, 30), ends="listed_in_person", route="expanded")
    load.run([supplier(world, firm, world.begins + timedelta(days=5)), told], until=NOW)
    return world, Case.objects.get(kind="solution")


@pytest.mark.clause("L4.T2", "L5.4", "L7.2", "L7.P1", "L7.P2", "L7.P3", "L7.P4", "L9.1")
def test_from_the_draft_to_the_catalogue(listed) -> None:
    world, case = listed
    steps = list(StepRow.objects.filter(case=case).order_by("position").values_list("step", flat=True))
    assert steps == ["submit", "pass_qualification", "send_to_in_person", "pass_in_person", "confirm_listing"]
    assert case.stage == "listed" and Listing.objects.filter(number=case.number, removed_at=None).exists()
    panel = Panel.objects.get()
    assert (panel.passed, panel.quorate, panel.seats.count()) == (True, True, meeting.MEMBERS)
    assert panel.total >= 70 and panel.minutes.count() == 1
    assert [step.title for step in panel.script.order_by("order")] == [
        row["name"] for row in case.answer_set.get(question="solution.functions").value
    ]
    letters = list(
        Notice.objects.filter(case_id=case.id).order_by("issued_at", "number").values_list("rule", flat=True)
    )
    assert letters == ["solution_received", "solution_review_passed", "in_person_review", "confirm_listing", "listed"]
    assert Notice.objects.filter(rule="panel_summons", case_id=None).count() == meeting.MEMBERS
    (ranked,) = ranking(world.programme, actor=world.officers[0])
    assert (ranked.rank, ranked.case_id) == (1, case.id)
    assert ranking(world.programme, actor=world.officers[0], waiting_only=True) == ()


@pytest.mark.clause("L5.4")
def test_the_invitation_has_what_the_firm_needs(listed) -> None:
    letter = Notice.objects.get(rule="in_person_review")
    said = {each["label"]: each["says"] for each in letter.content["details"]}
    assert "上午 10 時" in said["時間"] and said["地點"].startswith("台北市中山區") and "帳號" in said["請準備"]
    assert len(letter.content["script"]) >= 1 and letter.content["calendar"]["uid"].endswith("-firm")
