"""Look-ups of firms, and how old the lists are that they go through."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from xuzhi.kernel.texts import say
from xuzhi.kernel.ubn import check_ubn
from xuzhi.registers import answers
from xuzhi.registers.catalogue import Register, register_named, registers
from xuzhi.registers.company_facts import company_facts
from xuzhi.registers.current import (
    company_rows,
    current_snapshots,
    evidence_of,
    problem_of,
    ref_of,
    rows_by_number,
    rows_meant,
    rows_meant_each,
    stale_lists,
    stale_says,
)
from xuzhi.registers.models import Snapshot, SnapshotRow
from xuzhi.registers.names import Name, normalise_name
from xuzhi.registers.shapes import ListAge, LookUp

AT_ONCE = 5000  # numbers in one query

# Which fact a register's records are, and how they are made.
_ANSWERS = {
    "debarred": ("debarments", answers.debarments),
    "prc_funded": ("prc_hits", answers.prc_hits),
    "violations": ("violations", answers.violations),
}

# Registers whose lists are told apart by the rules, each with its own day.
EACH_LIST_BY_ITSELF = {"prc_funded": "prc"}


def look_up(register: str, *, ubn: str, name: str = "", on: date, most_days: int | None = None) -> LookUp:
    """What the register says of a firm, by the snapshots taken up to `on`.

    `name` is the firm's registered name; lists without numbers can be searched by nothing else. A firm from abroad has
    no `ubn` (""): it is looked for by name only, which suggests and decides nothing. Facts:
    company     company.{ubn,name,kind,status,business_items,paid_in_capital,founded_on,county,address,
                representative,suspended_from,suspended_until}
    debarred    register.debarments, register.debarred_as_of
    prc_funded  register.prc_hits, register.prc_{ministry,local,review}_as_of
    violations  register.violations, register.violations_as_of
    An empty list of records means: not in the lists that were searched; the day of a list is given only when it was,
    and when it is not older than `most_days`. From a company's record that is older its status is left out.
    Raises RegisterUnknown, BusinessNumberInvalid.
    """
    entry, number = register_named(register), check_ubn(ubn) if ubn else ""
    if register == "company":
        return _look_up_company(entry, number, on, most_days)
    loaded, called = current_snapshots(entry, on), normalise_name(name)
    return _in_lists(entry, loaded, number, called, rows_meant(loaded.values(), number, called), on, most_days)


def look_up_each(
    register: str, firms: Sequence[tuple[str, str]], *, on: date, most_days: int | None = None
) -> list[LookUp]:
    """The same of many firms, (number, name) each, in a register of lists; three queries, however many there are.
    Raises RegisterUnknown, BusinessNumberInvalid."""
    if not firms:
        return []
    entry = register_named(register)
    loaded = current_snapshots(entry, on)
    subjects = [(check_ubn(ubn) if ubn else "", normalise_name(name)) for ubn, name in firms]
    meant = rows_meant_each(loaded.values(), subjects)
    return [
        _in_lists(entry, loaded, ubn, name, rows, on, most_days)
        for (ubn, name), rows in zip(subjects, meant, strict=True)
    ]


def companies(ubns: Collection[str], on: date) -> dict[str, dict[str, Any]]:
    """What the company register says of each of the numbers that it knows, under the names of `company_facts`; a query
    for every few thousand."""
    numbers, found = sorted({ubn for ubn in ubns if ubn}), dict[str, dict[str, Any]]()
    for first in range(0, len(numbers), AT_ONCE):
        for ubn, rows in rows_by_number(numbers[first : first + AT_ONCE], on).items():
            record = _merged(rows)
            if record.get("known"):
                found[ubn], _ = company_facts(ubn, record, on)
    return found


def list_ages(on: date) -> list[ListAge]:
    """Every list of every register with its last snapshot taken up to `on`. One query a register."""
    return [_age(register, name, on) for register in registers().values() for name in _loaded(register, on).items()]


def _loaded(register: Register, on: date) -> dict[str, Snapshot | None]:
    loaded = current_snapshots(register, on)
    return {name: loaded.get(name) for name in register.lists}


def _age(register: Register, loaded: tuple[str, Snapshot | None], on: date) -> ListAge:
    name, snapshot = loaded
    titles = (register.name, register.title, name, register.title_of(name))
    if snapshot is None:
        return ListAge(*titles)
    age = (on - snapshot.taken_on).days
    return ListAge(*titles, snapshot.taken_on, age, snapshot.rows, snapshot.problems, snapshot.source)


def _look_up_company(register: Register, ubn: str, on: date, most_days: int | None) -> LookUp:
    rows = company_rows(ubn, on) if ubn else []
    if not rows:
        how = say("registers.how_company_not_asked", register=register.title)
        return LookUp(register.name, None, {}, None, how, missing=register.lists)
    last = rows[-1].snapshot
    taken = {"register": register.title, "day": last.taken_on, "source": last.source}
    found: dict[str, Any] = {
        "as_of": last.taken_on,
        "snapshots": tuple({row.snapshot.id: ref_of(row.snapshot) for row in rows}.values()),
        "evidence": tuple(evidence_of(row, "number") for row in rows),
    }
    record = _merged(rows)
    if not record.get("known"):
        return LookUp(register.name, False, {}, how=say("registers.how_company_unknown", **taken), **found)
    facts, problems = company_facts(ubn, record, on)
    says = [*filter(None, map(problem_of, rows)), *(problem.says for problem in problems)]
    stale = stale_lists({register.lists[0]: last}, on, most_days)
    if stale:
        facts.pop("status", None)
        says += stale_says(register, {register.lists[0]: last}, stale, on, most_days)
    how = say("registers.how_company_found", **taken)
    return LookUp(register.name, True, {"company": facts}, how=how, problems=tuple(says), stale=stale, **found)


def _merged(rows: list[SnapshotRow]) -> dict[str, Any]:
    """The records of one day in one; what a later import says counts, what it does not say stays."""
    record: dict[str, Any] = {}
    for row in rows:
        record |= {name: value for name, value in row.record.items() if value is not None}
    return record


def _in_lists(
    register: Register,
    loaded: dict[str, Snapshot],
    ubn: str,
    name: Name,
    meant: list[SnapshotRow],
    on: date,
    most_days: int | None,
) -> LookUp:
    """`loaded` are the lists that count on the day, `meant` the rows in them that may be about the firm."""
    missing = tuple(each for each in register.lists if each not in loaded)
    stale = stale_lists(loaded, on, most_days)
    snapshots = {snapshot.id: snapshot for snapshot in loaded.values()}
    fact, answered = _ANSWERS[register.name]
    answer = answered(meant, ubn, name)
    # A list that names nobody by number is silent about a firm whose name is not given.
    searchable = bool(name.core) or (register.name == "debarred" and bool(ubn))
    searched = {each for each in loaded if searchable and each not in stale}
    facts = _days_of(register, loaded, searched | {each["list"] for each in answer.evidence})
    if answer.records or (searched and (register.name in EACH_LIST_BY_ITSELF or len(searched) == len(register.lists))):
        facts[fact] = answer.records
    return LookUp(
        register.name,
        found=_found(answer, ubn, len(searched) == len(register.lists)),
        facts={"register": facts} if facts else {},
        as_of=min((snapshot.taken_on for snapshot in snapshots.values()), default=None),
        how=_how(register, loaded, missing, len(answer.evidence), searchable),
        snapshots=tuple(ref_of(snapshot) for snapshot in snapshots.values()),
        evidence=tuple(answer.evidence),
        problems=(*answer.problems, *stale_says(register, loaded, stale, on, most_days)),
        missing=missing,
        stale=stale,
    )


def _found(answer: answers.Answer, ubn: str, everywhere: bool) -> bool | None:
    """A similar name, and any name of a firm without a number, is neither a find nor a clean record."""
    if any(each["matched_by"] == "number" or (ubn and each["matched_by"] == "name") for each in answer.evidence):
        return True
    return False if everywhere and not answer.evidence else None


def _days_of(register: Register, loaded: dict[str, Snapshot], known: set[str]) -> dict[str, Any]:
    """The day of each list about which something is known, or of the oldest when that is all of them."""
    if register.name in EACH_LIST_BY_ITSELF:
        stem = EACH_LIST_BY_ITSELF[register.name]
        return {f"{stem}_{name}_as_of": loaded[name].taken_on.isoformat() for name in register.lists if name in known}
    if not known.issuperset(register.lists):
        return {}
    return {f"{register.name}_as_of": min(snapshot.taken_on for snapshot in loaded.values()).isoformat()}


def _how(
    register: Register, loaded: dict[str, Snapshot], missing: tuple[str, ...], found: int, searchable: bool
) -> str:
    sentences = []
    if loaded:
        days = sorted({snapshot.taken_on for snapshot in loaded.values()})
        key = "registers.how_list_found" if found else "registers.how_list_none"
        sentences.append(say(key, register=register.title, days=days, count=found))
    if missing:
        titles = [register.title_of(each) for each in missing]
        sentences.append(say("registers.how_lists_missing", register=register.title, lists=titles))
    if not searchable:
        sentences.append(say("registers.how_no_name", register=register.title))
    return say("registers.sentence_separator").join(sentences)
