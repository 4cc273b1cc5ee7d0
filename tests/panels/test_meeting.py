"""When and where: sittings, agenda, script, invitations with their calendar files (L5.4)."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.core import mail

from xuzhi.notices.calendars import calendar_file
from xuzhi.notices.models import Notice
from xuzhi.notices.operations.deliver_notice import deliver_notice
from xuzhi.notices.queries import notices_due, notices_of_case
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.begin_step import begin_step
from xuzhi.panels.operations.draw_script import draw_script
from xuzhi.panels.operations.note_step import Note, note_step
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.reschedule_sitting import reschedule_sitting
from xuzhi.panels.operations.send_invitations import send_invitations
from xuzhi.panels.queries.member_panel import calendar_file_of
from xuzhi.panels.queries.office_panel import office_panel
from xuzhi.panels.queries.sittings import sittings_ahead
from xuzhi.panels.refusals import (
    OfficeOnly,
    ScriptMissing,
    ScriptNoteInvalid,
    ScriptStepUnknown,
    ScriptUsed,
    SittingInvalid,
    SittingNotBegun,
    SittingOver,
    SittingUnknown,
)

from . import contest

AT, SITS_AT = contest.AT, contest.SITS_AT


@pytest.mark.clause("L5.4")
class TestSitting:
    @pytest.mark.parametrize(
        ("changes", "wrong"),
        [
            ({"starts_at": None}, {"starts_at"}),
            ({"starts_at": AT}, {"starts_at"}),
            ({"minutes": 4}, {"minutes"}),
            ({"minutes": None}, {"minutes"}),
            ({"place": " "}, {"place"}),
            ({"place": "", "link": "http://meet.test/x"}, {"link"}),
            ({"place": "", "link": "javascript:alert(1)"}, {"link"}),
            ({"starts_at": None, "minutes": 0, "place": ""}, {"starts_at", "minutes", "place"}),
        ],
    )
    def test_what_is_wrong_is_told_at_once(self, office, changes, wrong):
        with pytest.raises(SittingInvalid) as refused:
            arrange_sitting(contest.CONTEST, contest.meeting(**changes), actor=office, at=AT)
        assert set(refused.value.parts) == wrong

    def test_a_link_is_enough(self, office):
        only_link = contest.meeting(place="", link="https://meet.test/x")
        arrange_sitting(contest.CONTEST, only_link, actor=office, at=AT)
        (ahead,) = sittings_ahead(contest.CONTEST, at=AT)
        assert (ahead.link, ahead.begun, ahead.ends_at - ahead.starts_at) == (
            "https://meet.test/x", False, timedelta(minutes=40),
        )  # fmt: skip
        assert sittings_ahead(contest.CONTEST, at=SITS_AT) == ()

    def test_panels_follow_one_another_on_the_agenda(self, table, office):
        other = contest.form_panel(contest.at_tasting(table.firm, office), actor=office, at=AT)
        assert place_on_agenda(other, table.sitting, actor=office, at=AT) == 2
        assert place_on_agenda(other, table.sitting, 5, actor=office, at=AT) == 5
        with pytest.raises(SittingUnknown):
            place_on_agenda(other, other, actor=office, at=AT)

    def test_only_the_office(self, table):
        with pytest.raises(OfficeOnly):
            arrange_sitting(contest.CONTEST, contest.meeting(), actor=table.members[0], at=AT)


@pytest.mark.clause("L5.4", "L9.1")
class TestInvitations:
    def test_to_the_firm_and_to_every_member(self, table, office):
        assert send_invitations(table.panel, actor=office, at=AT) == 4
        assert send_invitations(table.panel, actor=office, at=AT) == 0
        (letter,) = notices_of_case(table.case)
        content = Notice.objects.get(id=letter.id).content
        said = {each["label"]: each["says"] for each in content["details"]}
        assert said["時間"] == "115 年 11 月 30 日（一）上午 10 時" and said["地點"] == "市場二樓"
        assert said["請準備"] == "請帶筷子" and said["議程順序"] == "第 1 案"
        assert content["script"] == [{"title": "下鍋", "expected": "外皮金黃"}, {"title": "淋醬", "expected": "香氣"}]

    def test_a_member_s_letter_names_no_party(self, table, office):
        send_invitations(table.panel, actor=office, at=AT)
        letters = Notice.objects.filter(rule="summons")
        assert letters.count() == 3
        for letter in letters:
            told = str(letter.content)
            assert table.row.case_number in told
            assert contest.NAME not in told and "臭豆腐" not in told and contest.FARM not in told
            assert (letter.case_id, letter.firm_ubn) == (None, "")

    def test_the_mail_carries_a_calendar_file(self, table, office):
        send_invitations(table.panel, actor=office, at=AT)
        for notice_id in notices_due(AT):
            deliver_notice(notice_id, AT)
        assert len(mail.outbox) == 4
        files = [part for message in mail.outbox for part in message.attachments if part.mimetype == "text/calendar"]
        assert len(files) == 4
        event = next(iter(icalendar.Calendar.from_ical(files[0].content).walk("VEVENT")))
        assert event["DTSTART"].dt == datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=40)
        assert str(event["LOCATION"]) == "市場二樓" and int(event["SEQUENCE"]) == 0
        to_firm = next(message for message in mail.outbox if "service@chenguang.test" in message.to)
        assert "時間：115 年 11 月 30 日（一）上午 10 時" in to_firm.body and "1. 下鍋：外皮金黃" in to_firm.body

    def test_moving_tells_all_who_were_told_with_the_same_entry(self, table, office):
        send_invitations(table.panel, actor=office, at=AT)
        before = calendar_file_of(table.panel, actor=table.members[0], at=AT)
        moved = contest.meeting(SITS_AT + timedelta(days=1))
        assert reschedule_sitting(table.sitting, moved, "颱風", actor=office, at=AT) == 4
        after = calendar_file_of(table.panel, actor=table.members[0], at=AT)
        one, other = (next(iter(icalendar.Calendar.from_ical(each).walk("VEVENT"))) for each in (before, after))
        assert one["UID"] == other["UID"] and int(other["SEQUENCE"]) == 1
        letter = Notice.objects.get(id=notices_of_case(table.case)[-1].id)
        assert letter.content["moved"] is True and letter.content["reason"] == "颱風"

    def test_moving_tells_nobody_who_was_not_told(self, table, office):
        moved = contest.meeting(SITS_AT + timedelta(days=1))
        assert reschedule_sitting(table.sitting, moved, "颱風", actor=office, at=AT) == 0
        with pytest.raises(SittingOver):
            reschedule_sitting(
                table.sitting, contest.meeting(SITS_AT + timedelta(days=9)), "晚了", actor=office,
                at=SITS_AT + timedelta(days=2),
            )  # fmt: skip

    def test_the_page_says_who_was_told_what(self, table, office):
        page = office_panel(table.case, actor=office, at=AT)
        assert (page.to_invite, page.firm_invited_at) == (4, None)
        send_invitations(table.panel, actor=office, at=AT)
        page = office_panel(table.case, actor=office, at=AT)
        assert (page.to_invite, page.firm_invited_as_is) == (0, True)
        other = arrange_sitting(contest.CONTEST, contest.meeting(), actor=office, at=AT)
        place_on_agenda(table.panel, other, actor=office, at=AT)
        page = office_panel(table.case, actor=office, at=AT)
        assert (page.to_invite, page.firm_invited_as_is) == (4, False)


def test_a_calendar_file_of_every_kind_of_sign():
    entry = {
        "uid": "x", "sequence": 2, "title": "會議；第, 一\\ 場", "starts_at": "2026-11-30T10:00:00+08:00",
        "ends_at": "2026-11-30T10:40:00+08:00", "made_at": "2026-11-23T09:30:00+08:00", "place": "",
        "says": "一\n二", "url": "",
    }  # fmt: skip
    event = next(iter(icalendar.Calendar.from_ical(calendar_file(entry)).walk("VEVENT")))
    assert str(event["SUMMARY"]) == "會議；第, 一\\ 場" and "LOCATION" not in event


@pytest.mark.clause("L7.P3", "L5.4")
class TestScript:
    def test_from_what_the_applicant_claims(self, table):
        assert [(step.order, step.title, step.expected) for step in table.script()] == [
            (1, "下鍋", "外皮金黃"), (2, "淋醬", "香氣"),
        ]  # fmt: skip

    def test_it_may_be_written_otherwise_until_something_was_seen(self, table, office):
        assert draw_script(table.panel, [(" 切塊 ", "大小一致"), ("", "空的")], actor=office, at=AT) == 1
        (step,) = table.script()
        assert step.title == "切塊"
        with pytest.raises(ScriptMissing):
            draw_script(table.panel, [("", "")], actor=office, at=AT)
        note_step(table.panel, step.id, Note("大小一致", "", "smooth"), actor=office, at=SITS_AT)
        with pytest.raises(ScriptUsed):
            draw_script(table.panel, actor=office, at=SITS_AT)

    def test_what_was_seen_with_its_time(self, table, office):
        step, other = table.script()
        with pytest.raises(SittingNotBegun):
            begin_step(table.panel, step.id, actor=office, at=AT)
        begin_step(table.panel, step.id, actor=office, at=SITS_AT)
        note_step(table.panel, step.id, Note("金黃", "1.8", "smooth"), actor=office, at=SITS_AT + timedelta(minutes=2))
        step, other = table.script()
        assert (step.begun_at, step.seen_at) == (SITS_AT, SITS_AT + timedelta(minutes=2))
        assert (step.seen, step.response_ms, step.flow, other.seen_at) == ("金黃", 1800, "smooth", None)
        page = office_panel(table.case, actor=office, at=SITS_AT)
        assert (page.script[0].response, page.script[0].response_typed, page.script[0].flow_label) == (
            "1.8 秒", "1.8", "順暢",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("note", "wrong"),
        [
            (Note("", "", ""), {"seen", "flow"}),
            (Note("好", "很快", "smooth"), {"response"}),
            (Note("好", "-1", "smooth"), {"response"}),
            (Note("好", "1.2345", "smooth"), {"response"}),
            (Note("好", "3601", "smooth"), {"response"}),
            (Note("好", "NaN", "best"), {"response", "flow"}),
        ],
    )
    def test_notes_that_cannot_be_kept(self, table, office, note, wrong):
        with pytest.raises(ScriptNoteInvalid) as refused:
            note_step(table.panel, table.script()[0].id, note, actor=office, at=SITS_AT)
        assert set(refused.value.parts) == wrong

    def test_a_step_of_another_script(self, table, office):
        with pytest.raises(ScriptStepUnknown):
            begin_step(table.panel, table.panel, actor=office, at=SITS_AT)
