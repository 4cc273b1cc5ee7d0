"""Rows of a list that name a file: which of them name none that stands there, as a fact of the case. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from xuzhi.casework.models import Attachment
from xuzhi.rulebook.checking_documents import ATTACHED, LACKING
from xuzhi.rulebook.model import CaseKind, Question


def asks_attached(kind: CaseKind) -> bool:
    """Whether any question of the kind is answered by which files are there."""
    return any(question.filled_by == ATTACHED for question in kind.questions)


def field_that_names(question: Question, document: str = "") -> Question | None:
    """The field of the records that names a file: of the document, or of any."""
    named = (field for field in question.fields if field.names_file)
    return next((field for field in named if not document or field.names_file == document), None)


def places_lacking(rows: Sequence[Mapping[str, Any]], field: str, names: Iterable[str]) -> tuple[int, ...]:
    """The places of the rows whose field names none of the files. A name counts with its ending or without, in any
    width and case; an empty one names nothing."""
    known = {called for name in names for called in (_plain(name), _plain(PurePath(name).stem))} - {""}
    return tuple(place for place, row in enumerate(rows) if _plain(str(row.get(field) or "")) not in known)


def attached_facts(
    kind: CaseKind, attachments: Iterable[Attachment], answers: Mapping[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """`<document>.lacking`, for the questions that ask it: the rows of the list that name no file standing under the
    document. While there is no list, it is not known."""
    files = list(attachments)
    found = {}
    for question in (each for each in kind.questions if each.filled_by == ATTACHED):
        document = question.name.removesuffix(LACKING)
        for listed in kind.questions:
            field, rows = field_that_names(listed, document), answers.get(listed.name)
            if field is not None and rows:
                names = [each.name for each in files if each.document == document]
                lacking = [rows[place] for place in places_lacking(rows, field.name, names)]
                found[question.name] = [{each.name: row.get(each.name) for each in question.fields} for row in lacking]
    return found


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()
