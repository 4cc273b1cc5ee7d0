"""My cases: whose turn it is, until when, what has come in, what I can start."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.cases_of import cases_for
from xuzhi.casework.queries.letter_titles import titled
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.notices import queries as notices
from xuzhi.web.applicant.access import Applicant, as_person
from xuzhi.web.applicant.starting import startables

SHOWN_LETTERS = 4
FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Sorted:
    """A firm's cases by who has to do something."""

    mine: tuple[CaseRow, ...]
    drafts: tuple[CaseRow, ...]
    theirs: tuple[CaseRow, ...]
    in_force: tuple[CaseRow, ...]
    ended: tuple[CaseRow, ...]


def sort_cases(rows: list[CaseRow]) -> Sorted:
    """Sent cases that wait for the applicant come first, the nearest deadline on top; then drafts and the rest."""
    running = [row for row in rows if row.ended_at is None]
    mine = [row for row in running if row.turn == "applicant" and row.submitted_at is not None]
    return Sorted(
        mine=tuple(sorted(mine, key=lambda row: row.due_at or FAR)),
        drafts=tuple(row for row in running if row.submitted_at is None),
        theirs=tuple(row for row in running if row.turn not in ("applicant", "none") and row.submitted_at is not None),
        in_force=tuple(row for row in running if row.turn == "none" and row.submitted_at is not None),
        ended=tuple(row for row in rows if row.ended_at is not None),
    )


@require_safe
@as_person
def home(request: HttpRequest, me: Applicant) -> HttpResponse:
    now = timezone.now()
    if me.firm is None:
        context = {"section": "cases", "startables": startables(None, at=now)}
        return render(request, "applicant/no_firm.html", context)
    every, asked = cases_for(me.firm.ubn, at=now)
    rows = [row for row in every if row.opened_by != "buyer" or row.submitted_at is None]
    letters = titled(notices.inbox(me.firm.ubn), timezone.localdate(now))
    context = {
        "section": "cases",
        "me": me,
        "cases": sort_cases(rows),
        "any_case": bool(rows),
        "asked": asked,
        "has_listings": any(row.version for row in rows),
        "letters": letters[:SHOWN_LETTERS],
        "unread": sum(letter.unread for letter in letters),
        "startables": startables(me.firm.ubn, at=now),
    }
    return render(request, "applicant/home.html", context)
