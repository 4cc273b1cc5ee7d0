"""Another firm answers for a part of a case: who it is, what it is shown, and whether that still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xuzhi.casework import part_events
from xuzhi.casework.holding import Held
from xuzhi.casework.judging import File, sha256_of
from xuzhi.casework.models import Attachment, Case, Signature
from xuzhi.casework.part_refusals import PartChanged, RespondentUnnamed, SignedByOthers
from xuzhi.casework.refusals import RespondentMissing
from xuzhi.rulebook.borrowing import ABOUT
from xuzhi.rulebook.model import CaseKind, Step

SIGN = "sign"


def named_event(held: Held, file: File) -> part_events.RespondentNamed | None:
    """The firm that the answers name, when the case is sent to it. Raises RespondentUnnamed, RespondentMissing."""
    rule = held.kind.respondent
    if rule is None:
        return None
    ubn, name = (str(file.folded.facts.get(each) or "") for each in (rule.ubn, rule.name))
    if not ubn or not name:
        labels = [held.kind.question(each).label for each in (rule.ubn, rule.name) if not file.folded.facts.get(each)]
        raise RespondentUnnamed(who=rule.label, labels=labels, clause=held.kind.clause or None)
    if ubn == held.case.firm_ubn:
        raise RespondentMissing(kind=held.kind.title, clause=held.kind.clause or None)
    if (ubn, name) == (held.case.respondent_ubn, held.case.respondent_name):
        return None
    return part_events.RespondentNamed(str(held.case.id), ubn, name)


def is_named(case: Case, kind: CaseKind, facts: Mapping[str, Any]) -> bool:
    """Whether the answers still name the firm that was asked, and the case goes on: only then is it shown anything."""
    rule = kind.respondent
    return rule is None or (case.ended_at is None and facts.get(rule.ubn) == case.respondent_ubn)


def content_of(names: Iterable[str], facts: Mapping[str, Any], attachments: Iterable[Attachment]) -> dict[str, Any]:
    """The answers and the hashes of the files that stand under the names of questions and documents."""
    wanted = list(names)
    files: dict[str, list[str]] = {}
    for each in attachments:
        if each.document in wanted:
            files.setdefault(each.document, []).append(each.sha256)
    return {
        "answers": {name: facts[name] for name in wanted if facts.get(name) is not None},
        "files": {name: sorted(found) for name, found in files.items()},
    }


def shown_in(kind: CaseKind) -> list[str]:
    """The questions and the documents of the other case that a case of the kind shows, blank or not."""
    questions = [each.name for each in kind.questions if each.filled_by == ABOUT]
    return questions + [each.name for each in kind.documents if each.by == ABOUT]


def changed_since(row: Signature, about: CaseKind, facts: Mapping[str, Any], files: Iterable[Attachment]) -> list[str]:
    """The names of what is not as it was signed, among what was shown then and is still asked in the other case: what
    the rules ask or stop asking meanwhile is nobody's change. `facts` and `files` are the other case's."""
    asked = {each.name for each in about.questions} | {each.name for each in about.documents}
    shown = [name for name in row.asked or row.parts if name in asked]
    now = parts_of(content_of(shown, facts, files))
    return [name for name in shown if row.parts.get(name) != now.get(name)]


def parts_of(content: Mapping[str, Any]) -> dict[str, str]:
    """The hash of each answer and document by itself, to tell which of them changed."""
    return {name: sha256_of(value) for group in ("answers", "files") for name, value in content[group].items()}


def content_in(kind: CaseKind, file: File) -> dict[str, Any]:
    """What a case shows of the one that it is about, as it stands there now."""
    stands = file.stands
    return content_of(shown_in(kind), stands.folded.facts, stands.in_force) if stands else {"answers": {}, "files": {}}


def signed_event(held: Held, step: Step, file: File, shown: str) -> part_events.PartSigned:
    """The event of signing what stands now. `shown`, where given, is the hash of what was read. Raises SignedByOthers,
    PartChanged."""
    case, kind = held.case, held.kind
    rule = kind.respondent
    if rule is not None and not is_named(case, kind, file.folded.facts):
        name = str(file.folded.facts.get(rule.name) or "")
        raise SignedByOthers(who=rule.label, name=name, clause=step.clause or None)
    content = content_in(kind, file)
    if shown and shown != sha256_of(content):
        raise PartChanged(clause=step.clause or None)
    return part_events.PartSigned(
        case_id=str(case.id),
        about=case.about,
        step=step.name,
        says=step.hint or step.label,
        content=content,
        parts=parts_of(content),
        sha256=sha256_of(content),
        ubn=case.respondent_ubn,
        name=case.respondent_name,
        asked=shown_in(kind),
    )
