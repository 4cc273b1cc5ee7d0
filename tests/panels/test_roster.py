"""Who stands on the roster, and what the register knows of where they work."""

import pytest

from xuzhi.panels.models import Reviewer
from xuzhi.panels.operations.change_reviewer import change_reviewer
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.operations.retire_reviewer import retire_reviewer
from xuzhi.panels.queries.roster import reviewer_card, roster
from xuzhi.panels.refusals import OfficeOnly, ProfileInvalid, ReasonMissing, ReviewerUnknown
from xuzhi.parties.models import User
from xuzhi.parties.queries import roles_of

from . import contest


def test_entering_gives_an_account_and_the_role(office):
    reviewer_id = enter_reviewer(contest.profile(title="主廚"), actor=office, at=contest.AT)
    user = User.objects.get(id=reviewer_id)
    assert (user.name, roles_of(user), user.has_usable_password()) == ("甲委員", ["reviewer"], False)
    card = reviewer_card(reviewer_id, actor=office)
    assert (card.organisation, card.title, card.expertise, card.sits_on) == ("甲委員的餐館", "主廚", ("cook",), 0)


def test_the_register_goes_before_what_was_typed(office, firm):
    typed = contest.profile(organisation_ubn=contest.FARM_UBN, address="別的地方", representative="別人")
    row = Reviewer.objects.get(id=enter_reviewer(typed, actor=office, at=contest.AT))
    assert (row.address, row.representative) == ("南投縣埔里鎮中山路2號", "林大同")


def test_the_same_address_again_renews_the_entry(office):
    first = enter_reviewer(contest.profile(), actor=office, at=contest.AT)
    again = enter_reviewer(contest.profile(organisation="別的餐館"), actor=office, at=contest.later(days=1))
    assert first == again
    (card,) = roster(actor=office)
    assert (card.organisation, card.entered_at) == ("別的餐館", contest.AT)


def test_everything_that_is_wrong_at_once(office):
    wrong = contest.profile(
        " ",
        email="nobody",
        organisation="",
        organisation_ubn="12345678",
        employers=[{"ubn": "1"}],
        ties=[{"note": "?"}],
    )
    with pytest.raises(ProfileInvalid) as refused:
        enter_reviewer(wrong, actor=office, at=contest.AT)
    assert set(refused.value.parts) == {
        "name", "organisation", "email", "organisation_ubn", "employers-0-ubn", "ties-0-name",
    }  # fmt: skip
    assert not User.objects.filter(email="nobody").exists()


def test_only_the_office(firm):
    with pytest.raises(OfficeOnly):
        enter_reviewer(contest.profile(), actor=firm, at=contest.AT)
    with pytest.raises(OfficeOnly):
        roster(actor=firm)


def test_leaving_needs_a_reason_and_coming_back_is_possible(office):
    reviewer_id = enter_reviewer(contest.profile(), actor=office, at=contest.AT)
    with pytest.raises(ReasonMissing):
        retire_reviewer(reviewer_id, " ", actor=office, at=contest.AT)
    retire_reviewer(reviewer_id, "任期屆滿", actor=office, at=contest.AT)
    assert roster(actor=office) == () and len(roster(actor=office, retired=True)) == 1
    enter_reviewer(contest.profile(), actor=office, at=contest.AT)
    assert len(roster(actor=office)) == 1
    with pytest.raises(ReviewerUnknown):
        retire_reviewer(contest.AT and office.id, "x", actor=office, at=contest.AT)


@pytest.mark.clause("L9.1")
def test_a_tie_that_comes_to_light_withdraws_the_member(table, office):
    member = table.members[0]
    touched = change_reviewer(
        table.seat(member).reviewer_id,
        contest.profile(employers=[{"name": contest.FARM, "ubn": "", "note": "109 年離職"}]),
        actor=office,
        at=contest.AT,
    )
    seat = table.seat(member)
    assert touched == [table.row.case_number]
    assert (seat.withdrawn_why, seat.in_conflict) == ("found", True)
    assert "曾任職於農場「暮色農場股份有限公司」" in seat.withdrawn_note
