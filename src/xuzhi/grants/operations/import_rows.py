"""Take a list in from a file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.queries.task_list import section_of
from xuzhi.grants.lists.matching import Matched, records_of
from xuzhi.grants.lists.refusals import ListClosed, ListMovedOn
from xuzhi.grants.lists.tables import lines_of
from xuzhi.grants.lists.typing_again import typed_rows
from xuzhi.grants.refusals import NothingToWrite
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal


def import_rows(
    case_id: UUID,
    section: str,
    question: str,
    content: bytes,
    name: str,
    *,
    replace: bool,
    seen: int,
    actor: Actor,
    at: datetime,
) -> Matched:
    """Read CSV (UTF-8, Big5), XLSX or ODS, match its columns by their heads, and add its rows to the list, or put them
    in its place. All or nothing: with anything wrong in any row the list stays as it is.

    What is there twice is taken once (G3.3). `seen` is the version of the list that its importer saw. Raises
    ListUnreadable, ListTooLong, ListEmpty, ColumnsMissing, RowsWrong, ListClosed, ListMovedOn, NothingToWrite, and what
    saving raises.
    """
    view = next((
        each
        for each in section_of(case_id, section, actor=actor, at=at).questions
        if each.question.name == question and each.question.by_file and each.asked
    ), None)  # fmt: skip
    if view is None:
        raise NothingToWrite()
    clause = view.question.clause or None
    if not view.editable:
        raise ListClosed(label=view.question.label, clause=clause)
    stored = view.value or [] if not view.problem else []
    try:
        matched = records_of(lines_of(content, name), view.question, before=() if replace else stored)
    except Refusal as refused:
        refused.clause = clause
        raise
    rows = typed_rows(view.question, matched.records)
    result = save_answers(case_id, {question: rows}, seen={question: seen}, actor=actor, at=at)
    if question in result.conflicts:
        raise ListMovedOn(by=result.conflicts[question].given_by, clause=clause)
    if question in result.invalid:
        raise result.invalid[question]
    return matched
