"""From selection to a signed contract: answers, approved figures, the panel's consent, the package, the deadlines."""

from __future__ import annotations

import pytest

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import FindingRow
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.queries.answered import answered
from xuzhi.casework.staging import StillDue
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.notices.letters import read_letter
from xuzhi.notices.queries import notices_of_case

from .contracting import Desk, in_force, later, revised, terms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def desk() -> Desk:
    return Desk()


def names_of_letters(case):
    return {each.template for each in notices_of_case(case)}


@pytest.mark.clause("G9.1")
def test_the_revision_is_asked_for_with_a_time_and_needs_every_answer(desk):
    with pytest.raises(StepNotAllowed):
        desk.step(desk.contract, "request_revision")
    desk.fill(desk.contract, revision__due_at="115/3/20 17:00")
    desk.step(desk.contract, "request_revision")
    with pytest.raises(StillDue) as refused:
        desk.step(desk.contract, "hand_in_revision", by=desk.firm)
    assert set(refused.value.values["labels"]) == {"逐項答覆", "契約的經費明細", "修正計畫書"}
    assert "請依審查意見修正計畫書" in {each.title for each in notices_of_case(desk.contract)}


@pytest.mark.clause("G9.1")
def test_what_was_revised_is_held_against_the_award(desk):
    case = revised(desk)
    found = dict(FindingRow.objects.filter(case_id=case).values_list("check_name", "outcome"))
    assert {found[name] for name in ("advice_answered", "figures_as_approved", "kpis_as_approved")} == {"met"}
    assert answered(case)["contract.subsidy"] == 2_000_000


@pytest.mark.clause("G9.1")
def test_a_revision_that_is_late_ends_the_selection_by_itself(desk):
    desk.fill(desk.contract, revision__due_at="115/3/20 17:00")
    desk.step(desk.contract, "request_revision")
    sweep_clocks(at=later(days=19))
    assert desk.stage(desk.contract) == "cancelled"
    assert "取消入選資格" in {each.title for each in notices_of_case(desk.contract)}


@pytest.mark.clause("G9.3")
def test_the_package_is_made_and_what_is_delivered_makes_a_grantee(desk):
    case = in_force(desk)
    assert desk.stage(case) == "in_force"
    pdf = read_letter(answered(case)["contract.package"])
    assert pdf is not None and pdf.startswith(b"%PDF")


@pytest.mark.clause("G9.3")
def test_all_three_have_to_be_delivered_and_in_time(desk):
    case = revised(desk)
    terms(desk)
    desk.step(case, "open_signing")
    desk.attach(case, "signed_contract", pages=2)
    with pytest.raises(StepNotAllowed):
        desk.step(case, "deliver", by=desk.firm)
    sweep_clocks(at=later(days=26))
    assert desk.stage(case) == "cancelled"


@pytest.mark.clause("G9.1")
def test_the_recheck_sends_it_back_with_a_new_time(desk):
    case = revised(desk)
    desk.fill(case, revision__due_at="115/3/25 17:00")
    desk.step(case, "request_correction", defects=[Wrong("document", "revised_plan", "第 3 章沒有改")])
    assert desk.stage(case) == "correcting"


@pytest.mark.clause("G10.1")
def test_what_is_found_untrue_revokes_the_selection_and_rescinds_the_contract(desk):
    desk.step(desk.contract, "revoke", grounds=("untrue",), reason="實收資本額不實")
    assert desk.stage(desk.contract) == "revoked"


@pytest.mark.clause("G10.1")
def test_a_contract_in_force_is_rescinded(desk):
    case = in_force(desk)
    desk.step(case, "rescind", grounds=("duplicate",), reason="與他案相同")
    assert desk.stage(case) == "rescinded"
