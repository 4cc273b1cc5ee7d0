"""The review meeting on the firm's own page of its case: from the invitation on, and nobody's name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from xuzhi.casework.operations.take_step import take_step
from xuzhi.panels.operations.reschedule_sitting import reschedule_sitting
from xuzhi.panels.operations.send_invitations import send_invitations

from ...panels import contest
from ...panels.conftest import _own_programmes_and_folder, firm, office, settings_made, table  # noqa: F401
from ..reviewer.browsing import browser_of, page_of


@pytest.fixture
def invited(table, office):  # noqa: F811
    """Invited for a day a week ahead of the clock that pages read."""
    ahead = contest.meeting(timezone.now() + timedelta(days=7), link="https://meet.test/x")
    reschedule_sitting(table.sitting, ahead, "場地整修", actor=office, at=contest.AT)
    send_invitations(table.panel, actor=office, at=contest.AT)
    return table


def page(table):  # noqa: F811
    return page_of(browser_of(table.firm).get(f"/apply/cases/{table.case}/"))


@pytest.mark.clause("L5.4")
def test_nothing_before_the_invitation(table):  # noqa: F811
    assert 'aria-labelledby="sitting"' not in page(table)


@pytest.mark.clause("L5.4", "L9.1")
def test_when_where_what_to_bring_and_nobodys_name(invited):
    told = page(invited)
    for said in ("市場二樓", 'href="https://meet.test/x"', "預計 40 分鐘", "請帶筷子", "外皮金黃", "展示步驟"):
        assert said in told
    assert "sitting.ics" in told and "改期" not in told
    assert not any(name in told for name in contest.TASTERS)


def test_a_moved_one_and_one_that_is_off(invited, office):  # noqa: F811
    later = contest.meeting(timezone.now() + timedelta(days=9), place="河岸廣場")
    reschedule_sitting(invited.sitting, later, "颱風", actor=office, at=contest.AT)
    told = page(invited)
    assert "會議已改期" in told and "原因：颱風" in told and "河岸廣場" in told and "市場二樓" not in told
    take_step(invited.case, "give_up", actor=invited.firm, at=contest.AT)
    assert "不必出席原訂" in page(invited) and "sitting.ics" not in page(invited)
