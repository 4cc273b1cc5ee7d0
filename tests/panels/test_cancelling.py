"""A sitting is called off: who was told is told, the time for handing in stops, and the cases wait for another one."""

from datetime import timedelta

import pytest

from xuzhi.casework.models import ClockRow
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.notices.calendars import calendar_file
from xuzhi.notices.models import Notice
from xuzhi.panels.models import Invitation, Panel, Sitting
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.cancel_sitting import cancel_sitting
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.reschedule_sitting import reschedule_sitting
from xuzhi.panels.operations.send_invitations import send_invitations
from xuzhi.panels.queries.firm_sitting import firm_sitting
from xuzhi.panels.queries.sittings import sittings_ahead
from xuzhi.panels.refusals import ReasonMissing, SittingOver, SittingUnknown

from ..programmes import review_day
from ..programmes.review_day import CALLED, DUE, MEETS, PROGRAMME

SOON = CALLED + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path


@pytest.fixture
def review(db):
    office, firm = review_day.set_up(), review_day.firm()
    return review_day.Review(office, [(firm, review_day.qualified(firm, office))])


@pytest.mark.clause("G7.2", "G7.3")
def test_everybody_is_told_with_a_calendar_file_that_takes_the_entry_away(review):
    assert cancel_sitting(review.sitting, "颱風停止上班", actor=review.officer, at=SOON) == 4
    letters = Notice.objects.filter(rule__in=("review_meeting_off", "panel_summons_off"))
    assert sorted(letters.values_list("rule", flat=True)) == ["panel_summons_off"] * 3 + ["review_meeting_off"]
    letter = letters.get(rule="review_meeting_off")
    assert letter.content["reason"] == "颱風停止上班"
    file = calendar_file(letter.content["calendar"]).decode()
    assert "METHOD:CANCEL" in file and "STATUS:CANCELLED" in file and "SEQUENCE:1" in file and "VALARM" not in file
    first = Notice.objects.get(rule="review_meeting").content["calendar"]
    assert letter.content["calendar"]["uid"] == first["uid"] and "METHOD:PUBLISH" in calendar_file(first).decode()
    told = firm_sitting(review.cases[0], actor=review.firms[0], at=SOON)
    assert (told.state, told.reason, told.starts_at) == ("cancelled", "颱風停止上班", MEETS)


@pytest.mark.clause("G7.3", "G7.4")
def test_the_time_for_handing_in_stops_and_begins_anew(review):
    review.hand_in(documents=["slides_pdf"])
    cancel_sitting(review.sitting, "颱風", actor=review.officer, at=SOON)
    assert review.case().stage == "meeting"
    assert ClockRow.objects.get(case_id=review.cases[0], clock="material").state == "stopped"
    assert sweep_clocks(at=DUE + timedelta(seconds=1)) == 0 and review.case().stage == "meeting"
    assert Panel.objects.get().sitting_id is None and sittings_ahead(PROGRAMME, at=SOON) == ()
    later = timedelta(days=14)
    moved = review_day.meeting(starts_at=MEETS + later, material_until=DUE + later)
    sitting = arrange_sitting(PROGRAMME, moved, actor=review.officer, at=SOON)
    place_on_agenda(review.panels[0], sitting, actor=review.officer, at=SOON)
    assert send_invitations(review.panels[0], actor=review.officer, at=SOON) == 4
    assert review.case().stage == "material"
    assert ClockRow.objects.get(case_id=review.cases[0], state="running").due_at == DUE + later + timedelta(seconds=1)
    assert firm_sitting(review.cases[0], actor=review.firms[0], at=SOON).starts_at == MEETS + later


@pytest.mark.clause("G7.4")
def test_after_the_deadline_what_was_handed_in_stays_as_it_was(review):
    review.hand_in()
    assert sweep_clocks(at=DUE + timedelta(seconds=1)) == 1
    cancel_sitting(review.sitting, "停電", actor=review.officer, at=DUE + timedelta(hours=1))
    assert review.case().stage == "hearing"


def test_what_cannot_be_called_off(review):
    office = review.officer
    with pytest.raises(ReasonMissing):
        cancel_sitting(review.sitting, " ", actor=office, at=SOON)
    with pytest.raises(SittingOver):
        cancel_sitting(review.sitting, "停電", actor=office, at=MEETS)
    cancel_sitting(review.sitting, "停電", actor=office, at=SOON)
    with pytest.raises(SittingUnknown):
        cancel_sitting(review.sitting, "停電", actor=office, at=SOON)
    with pytest.raises(SittingUnknown):
        place_on_agenda(review.panels[0], review.sitting, actor=office, at=SOON)
    with pytest.raises(SittingUnknown):
        reschedule_sitting(review.sitting, review_day.meeting(), "改期", actor=office, at=SOON)


def test_it_stands_again_from_its_events(review):
    cancel_sitting(review.sitting, "停電", actor=review.officer, at=SOON)

    def stands():
        return list(Sitting.objects.values()), list(Invitation.objects.order_by("position").values())

    before = stands()
    rebuild_read_models()
    assert stands() == before
