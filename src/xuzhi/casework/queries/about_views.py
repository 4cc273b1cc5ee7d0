"""The case that a case is about, the cases about it, what can be opened about it, and what was agreed to so far."""

from __future__ import annotations

from collections.abc import Sequence

from xuzhi.casework.holding import roles_in
from xuzhi.casework.models import Case, DecidedChange
from xuzhi.casework.operations.open_case import OPENERS
from xuzhi.casework.queries.about_shapes import OpenableAbout, Related, RelatedCase, VersionView
from xuzhi.casework.queries.difference_shapes import DifferenceView
from xuzhi.casework.queries.difference_views import difference_views
from xuzhi.casework.queries.editions import kind_of
from xuzhi.casework.queries.part_shapes import SignedView
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.rows import outcome_label, stage_label
from xuzhi.casework.queries.signed_views import signed_about
from xuzhi.engine.differences import Difference
from xuzhi.kernel.actor import Actor
from xuzhi.rulebook import Edition


def related_of(reading: Reading) -> Related:
    """At most six queries."""
    about = cases_about(reading)
    return Related(
        about=about_view(reading),
        differences=differences_of(reading),
        cases=about,
        openable=openable_about(_today(reading), reading.case, reading.actor, about),
        versions=versions_of(reading),
    )


def differences_of(reading: Reading) -> tuple[DifferenceView, ...]:
    """What the case would change; once it was decided, what it was then."""
    if not reading.kind.questions_of:
        return ()
    decided = DecidedChange.objects.filter(case=reading.case).order_by("-position").first()
    found: Sequence[Difference] = reading.file.changes
    if decided is not None:
        found = [Difference.from_json(each) for each in decided.changes]
    return difference_views(reading.kind, found)


def about_view(reading: Reading) -> RelatedCase | None:
    """The case that this one is about."""
    case = Case.objects.filter(id=reading.case.about).first() if reading.case.about else None
    return related_case(_today(reading), case) if case is not None else None


def cases_about(reading: Reading) -> tuple[RelatedCase, ...]:
    """Every case about this one, the newest first; for a firm those that are its own, and for the
    respondent those of that firm that were sent."""
    if not any(reading.case.kind in kind.about for kind in _today(reading).cases.values()):
        return ()
    rows = Case.objects.filter(about=str(reading.case.id)).order_by("-opened_at", "number")
    if not reading.of_office:
        rows = rows.filter(firm_ubn=reading.case.firm_ubn)
    if "respondent" in roles_in(reading.actor, reading.case):
        rows = rows.exclude(submitted_at=None)
    cases, rules = list(rows), _today(reading)
    signed = signed_about(reading, rules.cases, cases)
    return tuple(related_case(rules, case, signed.get(case.id)) for case in cases)


def _today(reading: Reading) -> Edition:
    """Today's rules in the reader's words."""
    return reading.overlays.edition(reading.case.programme, reading.today, spoken=True)


def related_case(rules: Edition, case: Case, signed: SignedView | None = None) -> RelatedCase:
    """A case in one line, in the words of the rules."""
    kind = rules.cases.get(case.kind)
    return RelatedCase(
        id=case.id,
        number=case.number,
        kind=case.kind,
        kind_title=kind.title if kind else case.kind,
        subject=case.subject,
        stage_label=stage_label(kind, case.stage),
        outcome_label=outcome_label(case.outcome, kind),
        opened_at=case.opened_at,
        ended=case.ended_at is not None,
        signed=signed,
    )


def openable_about(rules: Edition, case: Case, actor: Actor, about: Sequence[RelatedCase]) -> tuple[OpenableAbout, ...]:
    """Kinds that the actor may open about a case where it stands now, by today's rules; no query."""
    opener = OPENERS.get(actor.role, "")
    found = []
    for kind in rules.cases.values():
        if opener in kind.opened_by and case.kind in kind.about and case.stage in kind.about_stages:
            under_way = next((each.id for each in about if each.kind == kind.name and not each.ended), None)
            way = under_way if kind.one_at_a_time else None
            found.append(OpenableAbout(kind.name, kind.title, kind.hint, kind.clauses, way))
    return tuple(found)


def versions_of(reading: Reading) -> tuple[VersionView, ...]:
    """Every change that was agreed to, the newest first."""
    if reading.case.version < 2:
        return ()
    rows = DecidedChange.objects.filter(about=reading.case.id, version__isnull=False).select_related("case")
    return tuple(
        VersionView(
            version=row.version or 0,
            case_id=row.case_id,
            number=row.case.number,
            agreed_at=row.decided_at,
            differences=difference_views(
                kind_of(reading.edition, reading.case.kind), [Difference.from_json(each) for each in row.changes]
            ),
        )
        for row in rows.order_by("-version")
    )
