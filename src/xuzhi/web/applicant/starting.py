"""What can be applied for, and what to do first where it cannot be yet."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from xuzhi.casework.approval_refusals import ApprovalNotInForce
from xuzhi.casework.queries.openable import Openable, openable
from xuzhi.casework.refusals import ApprovalMissing, CaseUnderWay, CodeNotRedeemed
from xuzhi.kernel.texts import say
from xuzhi.rulebook.model import CaseKind, Round
from xuzhi.web.refused import sentence_of


@dataclass(frozen=True)
class Startable:
    """state: ready, blocked, under_way, code (the code that was sent must be typed first), no_firm."""

    programme: str
    programme_title: str
    kind: CaseKind
    state: str
    why_not: str
    next_url: str
    next_label: str
    round: Round | None
    next_round: Round | None

    @property
    def allowed(self) -> bool:
        return self.state == "ready"

    @property
    def title(self) -> str:
        return self.kind.title

    @property
    def hint(self) -> str:
        return self.kind.hint

    @property
    def url(self) -> str:
        return start_address(self.programme, self.kind.name)


def start_address(programme: str, kind: str) -> str:
    return reverse("applicant:start", kwargs={"programme": programme, "kind": kind})


def startables(firm_ubn: str | None, *, at: datetime) -> list[Startable]:
    """Everything that a firm can apply for, with what comes first where it must."""
    return [_startable(each, firm_ubn) for each in openable(firm_ubn, at=at)]


def _startable(each: Openable, firm_ubn: str | None) -> Startable:
    state, why_not, url, label = "ready", "", "", ""
    here = start_address(each.programme, each.kind.name)
    if firm_ubn is None:
        state = "no_firm"
        url = f"{reverse('account:register_firm')}?{urlencode({'next': here})}"
        label = say("web/applicant.register_firm")
    elif each.refusal is not None:
        state, url, label = _first(each, here)
        why_not = each.refusal.says if state == "under_way" else sentence_of(each.refusal)
    return Startable(
        each.programme, each.programme_title, each.kind, state, why_not, url, label, each.round, each.next_round
    )


def _first(each: Openable, here: str) -> tuple[str, str, str]:
    """State, address and words of what has to be done first."""
    match each.refusal:
        case CaseUnderWay():
            url = reverse("applicant:case", kwargs={"case_id": each.in_the_way})
            return "under_way", url, say("web/applicant.open_case")
        case CodeNotRedeemed():
            return "code", f"{reverse('account:code')}?{urlencode({'next': here})}", say("web/applicant.type_code")
        case ApprovalNotInForce():
            url = reverse("applicant:case", kwargs={"case_id": each.in_the_way})
            return "blocked", url, say("web/applicant.open_case")
        case ApprovalMissing():
            needed = start_address(each.programme, each.kind.needs_approved)
            return "blocked", needed, say("web/applicant.apply_first")
    return "blocked", "", ""
