"""What a firm is shown of the sitting that it was invited to, and what it is not (L5.4, L9.1)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.refusals import NotYours
from xuzhi.kernel.actor import Actor
from xuzhi.notices.queries import notices_of_case
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.draw_script import draw_script
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.reschedule_sitting import reschedule_sitting
from xuzhi.panels.operations.send_invitations import send_invitations
from xuzhi.panels.queries.firm_sitting import firm_sitting
from xuzhi.panels.queries.shapes import FirmSitting

from . import contest

AT, SITS_AT = contest.AT, contest.SITS_AT


def shown(table, at=AT):
    return firm_sitting(table.case, actor=table.firm, at=at)


@pytest.fixture
def invited(table, office):
    send_invitations(table.panel, actor=office, at=AT)
    return table


@pytest.mark.clause("L5.4")
class TestShown:
    def test_nothing_before_the_invitation_went_out(self, table):
        assert shown(table) is None

    def test_when_where_and_what_to_bring(self, invited):
        letter = next(each for each in notices_of_case(invited.case) if each.rule == "tasting")
        assert shown(invited) == FirmSitting(
            state="ahead",
            starts_at=SITS_AT,
            ends_at=SITS_AT + timedelta(minutes=40),
            minutes=40,
            place="市場二樓",
            link="",
            position=1,
            note="請帶筷子",
            moved=False,
            reason="",
            script=(("下鍋", "外皮金黃"), ("淋醬", "香氣")),
            notice_id=letter.id,
            sent_at=AT,
        )

    def test_a_moved_one_as_it_stands_now(self, invited, office):
        moved = contest.meeting(SITS_AT + timedelta(days=2), place="", link="https://meet.test/x")
        reschedule_sitting(invited.sitting, moved, "颱風", actor=office, at=AT)
        now = shown(invited)
        assert (now.state, now.moved, now.reason) == ("ahead", True, "颱風")
        assert (now.starts_at, now.place, now.link) == (SITS_AT + timedelta(days=2), "", "https://meet.test/x")

    def test_another_agenda_that_nobody_was_told_of(self, invited, office):
        later = contest.meeting(SITS_AT + timedelta(days=9), place="別處")
        place_on_agenda(
            invited.panel, arrange_sitting(contest.CONTEST, later, actor=office, at=AT), actor=office, at=AT
        )
        now = shown(invited)
        assert (now.state, now.starts_at, now.place, now.position) == ("rearranged", SITS_AT, "", 0)
        send_invitations(invited.panel, actor=office, at=AT)
        told = shown(invited)
        assert (told.state, told.moved, told.place) == ("ahead", True, "別處")

    def test_a_case_that_left_the_review_has_no_sitting_to_come_to(self, invited):
        take_step(invited.case, "give_up", actor=invited.firm, at=AT)
        assert shown(invited).state == "off"
        assert shown(invited, SITS_AT).state == "past"

    def test_its_time_has_gone(self, invited):
        assert shown(invited, SITS_AT + timedelta(minutes=39)).state == "ahead"
        assert shown(invited, SITS_AT + timedelta(minutes=40)).state == "over"

    def test_what_is_drawn_after_the_letter_is_not_told_yet(self, invited, office):
        told = shown(invited).script
        draw_script(invited.panel, [("另一步", "")], actor=office, at=AT)
        assert shown(invited).script == told


@pytest.mark.clause("L9.1")
class TestSealed:
    def test_nobody_who_sits_on_the_panel_is_named(self, invited):
        told = repr(shown(invited))
        assert not any(name in told for name in contest.TASTERS)

    def test_another_firm_is_refused(self, invited):
        stranger = Actor.person("0e5d1a52-0000-4000-8000-00000000000f", "路人", "applicant", "12345675")
        with pytest.raises(NotYours):
            firm_sitting(invited.case, actor=stranger, at=AT)


def test_three_statements_however_often_it_was_moved(invited, office):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            shown(invited)
        return len(captured)

    assert cost() == 3
    for day in (1, 2, 3):
        moved = contest.meeting(SITS_AT + timedelta(days=day))
        reschedule_sitting(invited.sitting, moved, "颱風", actor=office, at=AT)
    assert cost() == 3
