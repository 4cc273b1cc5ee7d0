"""From decisions to the catalogue: a step with the effect `list` puts a solution in, `delist` takes it out at once,
`suspend` until `resume`; a change that was agreed to takes the place of what stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from xuzhi.casework.events import CaseAmended, ClockStarted, DecisionMade, FindingConfirmed, FindingsRecorded
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.ledger.reading import row_of
from xuzhi.ledger.tables import change, put, write
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.indexing import put_firm_in_index, put_in_index, take_out_of_index
from xuzhi.marketplace.models import CheckedCase, Listing, ListingSearch, ListingVersion, Supplier

LISTED_COLUMNS = (
    "programme", "kind", "firm_ubn", "firm_name", "county", "name", "summary", "facts", "verified", "documents",
    "edition_on", "edition_sha256", "listed_at", "renewed_at", "valid_until", "removed_at", "removed_because",
    "suspended_at",
)  # fmt: skip
SUPPLIER_COLUMNS = ("firm_name", "county", "facts", "verified", "documents", "approved_on")
_VALID_LONGER = """
    UPDATE marketplace_listing SET valid_until = %(due_on)s
     WHERE id = %(case)s::uuid AND removed_at IS NULL AND (valid_until IS NULL OR valid_until < %(due_on)s)
"""
LIST, DELIST, SUSPEND, RESUME, CODE = "list", "delist", "suspend", "resume", "issue_code"


def findings_recorded(stored: StoredEvent) -> None:
    """Keep the case's findings; an officer's word lasts as long as what it was about is the same."""
    event = cast(FindingsRecorded, stored.event)
    before = _findings(event.case_id)
    findings = {each["check"]: _kept(each, event.checked_on, before) for each in event.findings}
    for word in event.upheld:
        if not findings[word["check"]]["confirmed_on"]:
            findings[word["check"]] |= {
                "stands": word["outcome"],
                "confirmed_on": _day(datetime.fromisoformat(word["confirmed_at"])).isoformat(),
                "upheld": True,
            }
    put([CheckedCase(case_id=event.case_id, findings=findings)], unique=("case_id",), update=("findings",))


def findings_confirmed(run: Sequence[StoredEvent]) -> None:
    """An officer confirms a dozen of a case's findings at once: one reading, one writing."""
    case_id = cast(FindingConfirmed, run[0].event).case_id
    findings = _findings(case_id)
    for stored in run:
        event = cast(FindingConfirmed, stored.event)
        if event.check in findings:
            said = {"stands": event.outcome, "confirmed_on": _day(stored.occurred_at).isoformat(), "upheld": False}
            findings[event.check] |= said
    change(CheckedCase, [{"case_id": case_id, "findings": findings}], by=("case_id",))


def decision_made(stored: StoredEvent) -> None:
    event = cast(DecisionMade, stored.event)
    if DELIST in event.effects:
        _remove(event.about or event.case_id, stored)
    if LIST in event.effects:
        _list(event, stored)
    if SUSPEND in event.effects:
        _suspend(event.case_id, stored)
    if RESUME in event.effects:
        _resume(event.case_id)
    if CODE in event.effects:
        _put_supplier(event, stored)


def clock_started(stored: StoredEvent) -> None:
    """A listing is valid until the last of its own clocks ends."""
    event = cast(ClockStarted, stored.event)
    write(_VALID_LONGER, {"case": event.case_id, "due_on": date.fromisoformat(event.due_on)})


def _list(event: DecisionMade, stored: StoredEvent) -> None:
    """Put the listing in, or put today's facts in place of the earlier ones (renewal, change of content)."""
    listing_id = event.about or event.case_id
    facts = read.public_facts(event.facts, event.public, event.withheld)
    earlier = Listing.objects.filter(id=listing_id).first()
    again = earlier is not None and earlier.removed_at is None
    listing = Listing(
        id=UUID(listing_id),
        slug=earlier.slug if earlier else event.number.lower(),
        number=earlier.number if earlier else event.number,
        programme=event.programme,
        kind=event.kind,
        firm_ubn=event.firm_ubn,
        firm_name=event.firm_name,
        county=event.county,
        name=event.subject,
        summary=str(facts.get(read.SUMMARY, "")),
        facts=facts,
        verified=_verified(event.case_id),
        documents=_documents(event.files, stored),
        edition_on=date.fromisoformat(event.edition_on),
        edition_sha256=event.edition_sha256,
        listed_at=earlier.listed_at if earlier and again else stored.occurred_at,
        renewed_at=stored.occurred_at,
        version=earlier.version if earlier else 1,
    )
    put([listing], unique=("id",), update=LISTED_COLUMNS)
    put_in_index(listing)
    if earlier is None:
        _keep_version(listing, event.case_id, event.number, stored)


def case_amended(stored: StoredEvent) -> None:
    """The page shows what was agreed to; what was verified for the change stands beside what was verified before."""
    event = cast(CaseAmended, stored.event)
    listing = Listing.objects.filter(id=event.case_id, removed_at=None).first()
    if listing is None:
        return
    facts = read.public_facts(event.facts, event.public, event.withheld)
    again = {each["check"]: each for each in _verified(event.by_case)}
    before = {each["check"]: each for each in listing.verified}
    unconfirmed = {check for check, each in again.items() if not each["by_officer"] and check in before}
    listing.name, listing.summary = event.subject, str(facts.get(read.SUMMARY, ""))
    listing.facts, listing.version = facts, event.version
    listing.documents = _documents(event.files, stored) | listing.documents
    listing.verified = [before[check] if check in unconfirmed else each for check, each in again.items()]
    listing.edition_on, listing.edition_sha256 = date.fromisoformat(event.edition_on), event.edition_sha256
    listing.save()
    if listing.suspended_at is None:
        put_in_index(listing)
    _keep_version(listing, event.by_case, event.by_number, stored)


def _keep_version(listing: Listing, case_id: str, number: str, stored: StoredEvent) -> None:
    version = ListingVersion(
        listing_id=listing.id,
        version=listing.version,
        name=listing.name,
        facts=listing.facts,
        case_id=case_id,
        case_number=number,
        edition_on=listing.edition_on,
        approved_at=stored.occurred_at,
    )
    put([version])


def _suspend(listing_id: str, stored: StoredEvent) -> None:
    take_out_of_index(listing_id)
    Listing.objects.filter(id=listing_id, removed_at=None).update(suspended_at=stored.occurred_at)


def _resume(listing_id: str) -> None:
    listing = Listing.objects.filter(id=listing_id, removed_at=None).first()
    if listing is not None:
        listing.suspended_at = None
        listing.save(update_fields=["suspended_at"])
        put_in_index(listing)


def _remove(listing_id: str, stored: StoredEvent) -> None:
    event = cast(DecisionMade, stored.event)
    take_out_of_index(listing_id)
    Listing.objects.filter(id=listing_id, removed_at=None).update(
        removed_at=stored.occurred_at, removed_because=event.decision or event.step
    )


def _put_supplier(event: DecisionMade, stored: StoredEvent) -> None:
    supplier = Supplier(
        firm_ubn=event.firm_ubn,
        firm_name=event.firm_name,
        county=event.county,
        facts=read.public_facts(event.facts, event.public, event.withheld),
        verified=_verified(event.case_id),
        documents=_documents(event.files, stored),
        approved_on=_day(stored.occurred_at),
    )
    put([supplier], unique=("firm_ubn",), update=SUPPLIER_COLUMNS)
    put_firm_in_index(event.firm_ubn)


def _documents(files: Sequence[Mapping[str, Any]], stored: StoredEvent) -> dict[str, str]:
    """The documents that files stand for, with the day on which they were approved."""
    return {str(each["document"]): _day(stored.occurred_at).isoformat() for each in files}


def _day(at: datetime) -> date:
    return at.astimezone(TAIPEI).date()


def _findings(case_id: str) -> dict[str, Any]:
    kept = row_of(CheckedCase, case_id=case_id)
    return dict(kept.findings if kept is not None else {})


def _kept(finding: Mapping[str, Any], checked_on: str, before: Mapping[str, Any]) -> dict[str, Any]:
    now = {
        "label": finding.get("label", ""),
        "clause": finding["clause"],
        "outcome": finding["outcome"],
        "values": finding["values"],
        "stands": finding["outcome"],
        "checked_on": checked_on,
        "confirmed_on": "",
    }
    old = before.get(finding["check"], {})
    if old.get("outcome") == now["outcome"] and old.get("values") == now["values"] and not old.get("upheld"):
        now |= {name: old[name] for name in ("stands", "confirmed_on")}
    return now


def _verified(case_id: str) -> list[dict[str, Any]]:
    """What stood as met when it was decided: check, label, clause, day, and whether a person answered for it."""
    return [
        {
            "check": check,
            "label": each["label"],
            "clause": each["clause"],
            "on": each["confirmed_on"] or each["checked_on"],
            "by_officer": bool(each["confirmed_on"]),
        }
        for check, each in _findings(case_id).items()
        if each["stands"] == "met" and each["label"]
    ]


CATALOGUE = Projector(
    name="catalogue",
    models=(CheckedCase, Supplier, Listing, ListingVersion, ListingSearch),
    handles={
        FindingsRecorded: findings_recorded,
        DecisionMade: decision_made,
        CaseAmended: case_amended,
        ClockStarted: clock_started,
    },
    together={FindingConfirmed: findings_confirmed},
)
