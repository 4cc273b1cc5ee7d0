"""What is held of a firm: itself and its people, cases with answers, files and letters, what it bought and sold, usage
records, ratings, keys. Just what its people see on their pages: nothing that is another's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.cases_of import cases_of
from xuzhi.casework.queries.deal_cases import deal_cases
from xuzhi.casework.queries.shapes import CasePage
from xuzhi.documents import queries as documents
from xuzhi.documents.refusals import FileUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say, use_language
from xuzhi.marketplace.queries import listed_of, ratings_by, ratings_to, subscribers_of, subscriptions_of
from xuzhi.marketplace.queries.connections import keys_of, messages_to, webhooks_of
from xuzhi.marketplace.queries.usage import records_of
from xuzhi.notices import queries as notices
from xuzhi.parties.queries import FirmCard, codes_of, invitations_of, members_of
from xuzhi.web.own_data.packing import Piece

MOST_LETTERS = 100_000


def firm_pieces(
    firm: FirmCard, actor: Actor, *, at: datetime, language: str, with_files: bool = True
) -> Iterator[Piece]:
    """Every file of the firm's ZIP, one after another; without files, the data that names them. `actor` acts for the
    firm."""

    def made(path: str, make: Any) -> Piece:
        with use_language(language):
            return Piece(path, make(), at)

    yield made("README.txt", lambda: say("web/own_data.readme", name=firm.name, ubn=firm.ubn).encode())
    yield made("firm.json", lambda: _firm(firm, at))
    seen: set[str] = set()
    for case_id in _cases(firm, at):
        with use_language(language):
            page = case_page(case_id, actor=actor, at=at)
            piece = Piece(f"cases/{page.case.number}.json", _case(page, firm), at)
        yield piece
        if with_files:
            yield from _files(page, seen, at)
    lines = notices.inbox(firm.ubn, limit=MOST_LETTERS)
    yield Piece("letters.json", lines, at)
    if with_files:
        yield from _letters(lines, at)
    yield made("listings.json", lambda: listed_of(firm.ubn))
    yield from _market(firm, at, made)


def _firm(firm: FirmCard, at: datetime) -> dict[str, Any]:
    return {
        "firm": replace(firm, role=None),
        "members": members_of(firm.ubn),
        "invitations": invitations_of(firm.ubn, at),
        "codes": codes_of(firm.ubn, at),
        "api_keys": keys_of(firm.ubn, at),
        "webhooks": webhooks_of(firm.ubn),
        "webhook_messages": messages_to(firm.ubn),
    }


def _cases(firm: FirmCard, at: datetime) -> list[UUID]:
    """Its own, then those in which it is the other side; each once."""
    own = [row.id for row in cases_of(firm.ubn, at=at)]
    theirs = deal_cases([each.id for each in subscribers_of(firm.ubn)], at=at, drafts=False)
    return list(dict.fromkeys([*own, *(each.id for cases in theirs.values() for each in cases)]))


def _case(page: CasePage, firm: FirmCard) -> dict[str, Any]:
    case = page.case
    return {
        "number": case.number,
        "programme": case.programme,
        "kind": case.kind,
        "title": case.kind_title,
        "subject": case.subject,
        "side": "applicant" if case.firm_ubn == firm.ubn else "respondent",
        "stage": case.stage,
        "stage_label": case.stage_label,
        "outcome": case.outcome,
        "opened_at": case.opened_at,
        "submitted_at": case.submitted_at,
        "ended_at": case.ended_at,
        "edition": {"on": page.edition_on, "sha256": page.edition_sha256},
        "answers": _answers(page),
        "files": _file_lines(page),
        "findings": [
            {"check": each.check, "label": each.label, "clause": each.clause, "outcome": each.outcome,
             "stands": each.stands, "reason": each.reason, "values": each.values, "checked_on": each.checked_on}
            for each in page.findings
        ],
        "corrections": page.defects,
        "clocks": page.clocks,
        "timeline": page.timeline,
        "asked_the_office": page.questions,
        "submissions": page.submissions,
        "registers": page.look_ups,
        "letters": [each.number for each in page.notices],
        "bars": page.bars,
    }  # fmt: skip


def _answers(page: CasePage) -> list[dict[str, Any]]:
    return [
        {"question": each.question.name, "label": each.question.label, "value": each.value, "shown": each.shown,
         "typed": each.raw, "source": each.source, "given_by": each.given_by, "given_at": each.given_at}
        for section in page.sections
        for each in section.questions
        if each.value is not None or each.raw is not None
    ]  # fmt: skip


def _attached(page: CasePage) -> list[Any]:
    documents_ = [document for section in page.sections for document in section.documents]
    return [each for document in documents_ for each in (*document.attached, *document.earlier)]


def _file_lines(page: CasePage) -> list[dict[str, Any]]:
    return [
        {"document": each.document, "name": each.name, "sha256": each.sha256, "bytes": each.size, "note": each.note,
         "attached_by": each.attached_by, "attached_at": each.attached_at, "superseded_at": each.superseded_at,
         "path": _path(each)}
        for each in _attached(page)
    ]  # fmt: skip


def _path(attached: Any) -> str:
    """By its content: it may stand under several names."""
    return f"files/{attached.sha256[:20]}.{attached.kind}"


def _files(page: CasePage, seen: set[str], at: datetime) -> Iterator[Piece]:
    """Each content once, whatever cases it stands in; one that cannot be read is said so beside it."""
    for each in _attached(page):
        if each.sha256 in seen:
            continue
        seen.add(each.sha256)
        try:
            yield Piece(_path(each), documents.open_file(each.sha256), at)
        except FileUnknown as refusal:
            yield Piece(f"{_path(each)}.missing.txt", refusal.says.encode(), at)


def _letters(lines: Iterable[Any], at: datetime) -> Iterator[Piece]:
    for line in lines:
        if not line.has_letter:
            continue
        try:
            letter = notices.letter_pdf(line.id)
        except Refusal:
            continue
        yield Piece(f"letters/{letter.name}", letter.pdf, at)


def _market(firm: FirmCard, at: datetime, made: Any) -> Iterator[Piece]:
    bought, sold = subscriptions_of(firm.ubn), subscribers_of(firm.ubn)
    yield made("subscriptions.json", lambda: {"bought": bought, "sold": sold})
    for each in (*bought, *sold):
        if each.has_run:
            yield Piece(f"usage/{each.number}.json", records_of(each.id), at)
    yield made("ratings.json", lambda: {"given": ratings_by(firm.ubn), "received": ratings_to(firm.ubn)})
