"""A letter for readers of another language: what its rule says in theirs, and what its items are called there."""

from dataclasses import dataclass
from datetime import date

from xuzhi.casework.queries.editions import edition
from xuzhi.engine.letters import letter_says, letter_values
from xuzhi.kernel.texts import LANGUAGES, current_language
from xuzhi.notices.queries import NoticePage
from xuzhi.rulebook import Check, Document, Edition, NoticeRule, Question


@dataclass(frozen=True)
class Reading:
    """What helps to read a letter; the letter itself is in its own language. `items`: (label, clause) of each."""

    title: str
    says: str
    items: tuple[tuple[str, str], ...]


def reading_of(letter: NoticePage, on: date) -> Reading | None:
    """The letter in the reader's language, by the edition of the day; None where that is the letter's own."""
    if current_language() == LANGUAGES[0]:
        return None
    spoken = edition(letter.programme, on, spoken=True)
    rule = next((each for each in _notices(spoken) if each.name == letter.rule), None)
    called = _called(edition(letter.programme, on), spoken)
    items = tuple((called.get(each["label"], each["label"]), each["clause"]) for each in letter.content["items"])
    return Reading(rule.title if rule else letter.title, _says(spoken, rule), items)


def _says(spoken: Edition, rule: NoticeRule | None) -> str:
    return letter_says(rule, letter_values(spoken, rule)) if rule else ""


def _notices(rules: Edition) -> list[NoticeRule]:
    return [each for kind in rules.cases.values() for each in kind.notices]


def _called(own: Edition, spoken: Edition) -> dict[str, str]:
    """What questions, documents and checks are called in the reader's language, by what the letter calls them."""
    return {
        _in_letters(ours): _in_letters(theirs)
        for name, kind in own.cases.items()
        for group in ("questions", "documents", "checks")
        for ours, theirs in zip(getattr(kind, group), getattr(spoken.cases[name], group), strict=True)
    }


def _in_letters(entry: Question | Document | Check) -> str:
    return f"{entry.number} {entry.label}".strip() if isinstance(entry, Document) else entry.label
