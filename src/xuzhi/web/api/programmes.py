"""The programmes: rules, rounds, and whether a firm could apply. Open to all."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from xuzhi.casework.queries.editions import Overlays, edition, programmes
from xuzhi.casework.queries.eligibility import eligibility
from xuzhi.casework.refusals import KindUnknown
from xuzhi.rulebook import Edition
from xuzhi.web.api import schemas
from xuzhi.web.api.problems import plain
from xuzhi.web.public.rounds import rounds_of
from xuzhi.web.public.startable import asked_before

router = Router(tags=["programmes"])


@router.get("/programmes", response=schemas.Programmes, operation_id="list_programmes")
def programmes_list(request: HttpRequest) -> schemas.Programmes:
    """Every programme with the edition of its rules that is in force today."""
    overlays, today = Overlays(), timezone.localdate()
    rules = [overlays.edition(each.id, today, spoken=True) for each in programmes()]
    return schemas.Programmes(items=[schemas.ProgrammeLine(**_line(each)) for each in rules])


@router.get("/programmes/{programme}", response=schemas.ProgrammeOut, operation_id="read_programme")
def programme(request: HttpRequest, programme: str) -> schemas.ProgrammeOut:
    """The rules as of today: kinds of cases, clauses, and every parameter with its value and clause."""
    rules = edition(programme, timezone.localdate(), spoken=True)
    return schemas.ProgrammeOut(
        **_line(rules),
        kinds=[
            schemas.KindOut(
                name=each.name,
                title=each.title,
                hint=each.hint,
                starts_alone=each.starts_alone,
                questions=len(each.questions),
                documents=len(each.documents),
                checks=len(each.checks),
            )
            for each in rules.cases.values()
        ],
        clauses=[
            schemas.ClauseOut(id=each.id, at=each.at, label=each.label or "", says=each.says)
            for each in rules.clauses.values()
        ],
        parameters=[
            schemas.ParameterOut(
                name=name,
                label=each.label,
                unit=each.unit,
                value=plain(rules.values.get(name)),
                clause=list(each.clauses),
                set_by_office=each.set_by_office,
            )
            for name, each in rules.parameters.items()
        ],
    )


@router.get("/programmes/{programme}/rounds", response=schemas.Rounds, operation_id="list_rounds")
def rounds(request: HttpRequest, programme: str) -> schemas.Rounds:
    """The windows in which applications are taken: open ones first, then those to come, then the others."""
    now = timezone.now()
    rules = edition(programme, timezone.localdate(now), spoken=True)
    return schemas.Rounds(
        items=[
            schemas.RoundOut(
                name=row.round.name,
                title=row.round.title,
                state=row.state,
                opens_at=row.round.opens_at,
                closes_at=row.round.closes_at,
                kinds=list(row.round.cases),
                tentative=row.round.tentative,
            )
            for row in rounds_of(rules, now)
        ]
    )


@router.get("/programmes/{programme}/eligibility", response=schemas.EligibilityOut, operation_id="check_eligibility")
def eligible(
    request: HttpRequest,
    programme: str,
    ubn: Annotated[str, Query(max_length=40, description="the firm's unified business number, eight digits")],
    kind: Annotated[str, Query("", max_length=80, description="kind of case; the first one that can be asked about")],
) -> schemas.EligibilityOut:
    """Whether a firm could apply, clause by clause, from its number alone. Nothing is stored by asking."""
    now = timezone.now()
    today = timezone.localdate(now)
    asked = [each.name for each in asked_before(edition(programme, today))]
    if (kind and kind not in asked) or not asked:
        raise KindUnknown(kind=kind)
    found = eligibility(programme, kind or asked[0], ubn, today, at=now)
    return schemas.EligibilityOut(
        programme=found.programme,
        kind=found.kind,
        ubn=found.ubn,
        on=found.on,
        found=found.found,
        name=found.name,
        outcome=found.outcome,
        findings=[
            schemas.FindingOut(
                check=row.check,
                label=row.label,
                clause=list(row.clause),
                outcome=row.outcome,
                reason=row.reason,
                next=row.remedy,
                missing=list(row.missing),
                source=row.source,
                as_of=row.as_of,
                needs_confirmation=row.needs_confirmation,
            )
            for row in found.rows
        ],
        can_start=found.can_start,
        why_not=found.why_not,
        edition=schemas.EditionOut(on=found.edition_on, sha256=found.edition_sha256),
    )


def _line(rules: Edition) -> dict[str, object]:
    page = reverse("public:programme", args=[rules.programme_id])
    return {
        "id": rules.programme_id,
        "title": rules.title,
        "short_title": rules.programme.short_title,
        "summary": rules.programme.summary,
        "agency": rules.programme.agency,
        "edition": schemas.EditionOut(on=rules.on, sha256=rules.sha256),
        "url": f"{settings.SITE_URL.rstrip('/')}{page}",
    }
