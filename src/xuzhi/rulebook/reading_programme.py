"""programme.toml and clauses.toml: who runs the programme, when, and every clause of its rules."""

from __future__ import annotations

from typing import Any

from xuzhi.kernel.clause import Clause
from xuzhi.kernel.roc import parse_day, printed_weekday, weekday_of
from xuzhi.rulebook.model import Contact, DatedClause, Entry, NoticeRule, Round
from xuzhi.rulebook.problems import Problems
from xuzhi.rulebook.reading import Source, Table, Tables
from xuzhi.rulebook.reading_entries import Reading, read_entry, read_name, without_doubles
from xuzhi.rulebook.vocabulary import CHANNELS

CLAUSE_KINDS = (
    "purpose", "definition", "eligibility", "document", "process", "clock", "criterion", "duty", "sanction",
    "confidentiality",
)  # fmt: skip
_PROGRAMME_TEXTS = (
    "title", "short_title", "summary", "agency", "executing_unit", "source", "number_prefix", "letter_word", "url",
)  # fmt: skip
_CONTACT_TEXTS = ("name", "telephone", "email", "address", "line", "hours")


def read_programme(source: Source, reading: Reading) -> dict[str, Any]:
    """The fields of a Programme that programme.toml holds."""
    top = Table(source, (), source.data, reading.problems)
    found: dict[str, Any] = {"id": ""}
    head = top.table("programme")
    if head is None:
        top.error("the table [programme] is missing")
    else:
        read_name_of_programme(head, found)
        found |= {key: head.text(key, required=key == "title") for key in _PROGRAMME_TEXTS}
        found["short_title"] = found["short_title"] or found["title"]
        found["head"] = Entry(**read_entry(head, reading))
        head.done()
    contact = top.table("contact") or (head.table("contact") if head else None)
    if contact is not None:
        texts: dict[str, Any] = {key: contact.text(key) for key in _CONTACT_TEXTS}
        found["contact"] = Contact(**texts, **read_entry(contact, reading))
        contact.done()
    policies = top.table("policies")
    found["policies"] = dict(policies.data) if policies else {}
    rounds = [read_round(each, reading) for each in top.tables("round")]
    found["rounds"] = without_doubles([each for each in rounds if each], "round", reading.problems)
    found["notices"] = read_notices(top, reading)
    top.done()
    return found


def read_name_of_programme(head: Table, found: dict[str, Any]) -> None:
    found["id"] = head.text("id", required=True)
    if found["id"] and not found["id"].replace("_", "").isalnum():
        head.error(f'id "{found["id"]}" may hold only letters, digits and _', "id")


def read_round(table: Table, reading: Reading) -> Round | None:
    name = read_name(table)
    opens_at, closes_at = table.instant("opens_at"), table.instant("closes_at")
    for key, value in (("opens_at", opens_at), ("closes_at", closes_at)):
        if value is None and key not in table:
            table.error(f"{key} is missing")
    if opens_at and closes_at and closes_at <= opens_at:
        table.error(f"the round closes ({closes_at}) before it opens ({opens_at})", "closes_at")
    printed = table.names("printed")
    check_printed_weekdays(table, printed)
    read = {
        "name": name, "title": table.text("title", name), "cases": table.names("cases"), "printed": printed,
        "categories": table.names("categories"), "tentative": table.flag("tentative"), **read_entry(table, reading),
    }  # fmt: skip
    table.done()
    if not name or opens_at is None or closes_at is None:
        return None
    return Round(**read, opens_at=opens_at, closes_at=closes_at)


def check_printed_weekdays(table: Table, printed: tuple[str, ...]) -> None:
    """The source may contradict itself: a day and a weekday that do not fit. The day holds, the lint tells."""
    for position, text in enumerate(printed):
        weekday = printed_weekday(text)
        try:
            day = parse_day(text)
        except ValueError:
            table.error(
                f'"{text}" is not a date that can be read; write it as the source prints it', "printed", position
            )
            continue
        if weekday and weekday != weekday_of(day):
            table.warning(
                f'the source prints "{text}", but {day} is 星期{weekday_of(day)}; the date is followed',
                "printed",
                position,
            )


def read_notices(top: Table | Tables, reading: Reading) -> tuple[NoticeRule, ...]:
    notices = []
    for table in top.tables("notice"):
        name = read_name(table)
        label = table.text("label", name)
        notice = NoticeRule(
            name=name,
            label=label,
            title=table.text("title", label),
            template=table.text("template", required=True),
            says=table.text("says"),
            shows=table.names("shows"),
            values=table.names("values"),
            channel=table.some_of("channel", CHANNELS) or CHANNELS,
            **read_entry(table, reading),
        )
        table.done()
        if name:
            notices.append(notice)
    return without_doubles(notices, "notice", reading.problems)


def read_clauses(source: Source, reading: Reading) -> tuple[DatedClause, ...]:
    """Every clause of the register. The file may name its source and title at the top."""
    top = Table(source, (), source.data, reading.problems)
    top.text("source")
    top.text("title")
    clauses = []
    for table in top.tables("clause"):
        read: dict[str, Any] = {key: table.text(key, required=True) for key in ("id", "at", "says")}
        kind = table.one_of("kind", CLAUSE_KINDS, required=True)
        optional: dict[str, Any] = {key: table.optional_text(key) for key in ("label", "gap", "not_coded")}
        entry = read_entry(table, Reading())
        table.done()
        if read["id"]:
            clauses.append(DatedClause(id=read["id"], text=Clause(kind=kind, **read, **optional), **entry))
    top.done()
    _check_not_coded(source, clauses, reading.problems)
    return without_doubles(clauses, "clause", reading.problems, key="id")


def _check_not_coded(source: Source, clauses: list[DatedClause], problems: Problems) -> None:
    for clause in clauses:
        if clause.text.not_coded is not None and not clause.text.not_coded.strip():
            problems.error(clause.place, f"not_coded of clause {clause.id} should say why")
