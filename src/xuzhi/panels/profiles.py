"""What is typed about a reviewer, checked field by field, all that is wrong at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.ubn import is_ubn
from xuzhi.panels import events
from xuzhi.panels.knowing import company_facts
from xuzhi.panels.refusals import FieldInvalid, ProfileInvalid
from xuzhi.parties.addresses import check_email


@dataclass(frozen=True)
class Profile:
    """A reviewer as the office types it. `employers` and `ties` are rows of {name, ubn, note}; empty rows fall away."""

    name: str
    email: str
    organisation: str
    organisation_ubn: str = ""
    title: str = ""
    address: str = ""
    representative: str = ""
    expertise: Sequence[str] = ()
    employers: Sequence[Mapping[str, str]] = ()
    ties: Sequence[Mapping[str, str]] = ()


def check_profile(profile: Profile) -> None:
    """Raises ProfileInvalid."""
    wrong: dict[str, Refusal] = {}
    for name in ("name", "organisation"):
        if not getattr(profile, name).strip():
            wrong[name] = FieldInvalid(code=f"panels.profile_{name}_missing")
    try:
        check_email(profile.email)
    except Refusal as refusal:
        wrong["email"] = refusal
    if profile.organisation_ubn and not is_ubn(profile.organisation_ubn):
        wrong["organisation_ubn"] = FieldInvalid(code="panels.profile_ubn", value=profile.organisation_ubn)
    for group in ("employers", "ties"):
        for place, row in enumerate(getattr(profile, group)):
            name, ubn = _cell(row, "name"), _cell(row, "ubn")
            if ubn and not is_ubn(ubn):
                wrong[f"{group}-{place}-ubn"] = FieldInvalid(code="panels.profile_ubn", value=ubn)
            elif not name and not ubn and _cell(row, "note"):
                wrong[f"{group}-{place}-name"] = FieldInvalid(code="panels.profile_firm_missing")
    if wrong:
        raise ProfileInvalid(wrong)


def entered_event(reviewer_id: object, profile: Profile, on: date) -> events.ReviewerEntered:
    """The event; what the company register knows of the organisation goes before what was typed."""
    registered = company_facts(profile.organisation_ubn, on)
    return events.ReviewerEntered(
        reviewer_id=str(reviewer_id),
        name=profile.name.strip(),
        email=check_email(profile.email),
        organisation=profile.organisation.strip(),
        organisation_ubn=profile.organisation_ubn,
        title=profile.title.strip(),
        address=str(registered.get("company.address") or profile.address.strip()),
        representative=str(registered.get("company.representative") or profile.representative.strip()),
        expertise=list(dict.fromkeys(profile.expertise)),
        employers=_rows(profile.employers),
        ties=_rows(profile.ties),
    )


def _rows(rows: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    read = [{key: _cell(row, key) for key in ("name", "ubn", "note")} for row in rows]
    return [row for row in read if row["name"] or row["ubn"]]


def _cell(row: Mapping[str, str], key: str) -> str:
    return str(row.get(key) or "").strip()
