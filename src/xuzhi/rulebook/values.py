"""From plain JSON or TOML values to typed facts, strictly: a wrong value is told by name, with what is expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from xuzhi.kernel.texts import say, use_language
from xuzhi.rulebook.model import CaseKind, Question
from xuzhi.rulebook.problems import did_you_mean

_MANY_DIGITS = 26
_TEXTS = ("text", "long_text", "email", "url")
_COUNTRY = re.compile(r"[A-Z]{2}")
_UBN = re.compile(r"[0-9]{8}")


@dataclass(frozen=True)
class ValueProblem:
    """One value that cannot be read. `path` is where it stands in the given structure, key by key."""

    name: str
    code: str
    path: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """One sentence in the current language: the name, what was given, what is expected."""
        return say(f"rulebook.{self.code}", name=self.name, **self.values)

    def in_words(self) -> str:
        """The sentence in English, for the lint, without the full stop."""
        with use_language("en"):
            return self.says.rstrip(".")


class _Unfit(Exception):
    """A value does not fit its question; `code` names the sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def read_given(case: CaseKind, given: Mapping[str, Any], problems: list[ValueProblem]) -> dict[str, Any]:
    """Typed answers by dotted name from nested tables (or dotted keys); everything wrong is added to `problems`.

    text -> str, money -> int, number -> int or Decimal, date -> date, instant -> aware datetime, yes_no -> bool,
    choice -> code, choices and file -> tuple of str, records -> tuple of dicts. What is null or empty text is left out.
    """
    questions = {question.name: question for question in case.known_questions}
    found: dict[str, Any] = {}
    _read_group("", given, questions, found, problems, ())
    return found


def _read_group(
    prefix: str,
    given: Mapping[str, Any],
    questions: Mapping[str, Question],
    found: dict[str, Any],
    problems: list[ValueProblem],
    path: tuple[str, ...],
) -> None:
    for key, raw in given.items():
        name, here = f"{prefix}{key}", (*path, key)
        if name in questions:
            value = read_value(questions[name], raw, name, here, problems)
            if value is not None:
                found[name] = value
        elif any(known.startswith(f"{name}.") for known in questions):
            if isinstance(raw, Mapping):
                _read_group(f"{name}.", raw, questions, found, problems, here)
            elif raw is not None:
                parts = sorted(known for known in questions if known.startswith(f"{name}."))
                values = {"given": show_given(raw), "parts": ", ".join(parts[:4])}
                problems.append(ValueProblem(name, "value_of_group", here, values))
        else:
            near = did_you_mean(name, questions).removeprefix("; did you mean ").removesuffix("?")
            code = "value_unknown_near" if near else "value_unknown"
            problems.append(ValueProblem(name, code, here, {"near": near}))


def read_value(
    question: Question, raw: Any, name: str, path: tuple[str, ...], problems: list[ValueProblem]
) -> Any | None:
    """The typed value of one question; None when it is null, empty text, or wrong (then a problem is added)."""
    if raw is None or (question.type in _TEXTS and isinstance(raw, str) and not raw.strip()):
        return None
    if question.type == "records":
        return _records(question, raw, name, path, problems)
    try:
        return _READERS[question.type](raw, question)
    except _Unfit as unfit:
        problems.append(ValueProblem(name, unfit.code, path, {"given": show_given(raw), **unfit.values}))
        return None


def show_given(raw: Any) -> str:
    """A given value as it was written, cut to a readable length."""
    text = f'"{raw}"' if isinstance(raw, str) else "true" if raw is True else "false" if raw is False else str(raw)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _records(
    question: Question, raw: Any, name: str, path: tuple[str, ...], problems: list[ValueProblem]
) -> tuple[dict[str, Any], ...] | None:
    if not isinstance(raw, list | tuple) or not all(isinstance(each, Mapping) for each in raw):
        problems.append(ValueProblem(name, "value_records", path, {"given": show_given(raw)}))
        return None
    records = []
    known = {each.name: each for each in question.fields}
    for position, each in enumerate(raw):
        record: dict[str, Any] = {}
        for key, value in each.items():
            here, said = (*path, str(position), key), f"{name}[{position}].{key}"
            if key in known:
                record[key] = read_value(known[key], value, said, here, problems)
            else:
                near = did_you_mean(key, known).removeprefix("; did you mean ").removesuffix("?")
                code = "value_unknown_near" if near else "value_unknown"
                problems.append(ValueProblem(said, code, here, {"near": near}))
        records.append({field: record.get(field) for field in known})
    return tuple(records)


def _text(raw: Any, question: Question) -> str:
    if not isinstance(raw, str):
        raise _Unfit("value_text")
    return raw


def _money(raw: Any, question: Question) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal) or raw != int(raw):
        raise _Unfit("value_money")
    if raw < 0:
        raise _Unfit("value_money_negative")
    if raw >= 10**15:
        raise _Unfit("value_too_long")
    return int(raw)


def _number(raw: Any, question: Question) -> int | Decimal:
    unit = f" {question.unit}" if question.unit else ""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        raise _Unfit("value_number", unit=unit)
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        raise _Unfit("value_number", unit=unit) from None
    if not number.is_finite():
        raise _Unfit("value_number", unit=unit)
    if number.adjusted() >= _MANY_DIGITS:
        raise _Unfit("value_too_long")
    if number == number.to_integral_value():
        return int(number)
    if Decimal(str(number)).as_tuple().exponent < -12:  # type: ignore[operator]  # finite, so a number
        raise _Unfit("value_too_fine")
    return number


def _date(raw: Any, question: Question) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if isinstance(raw, str):
        try:
            return date.fromisoformat(raw.strip()) if len(raw.strip()) == 10 else _refuse("value_date")
        except ValueError:
            pass
    raise _Unfit("value_date")


def _instant(raw: Any, question: Question) -> datetime:
    try:
        instant = datetime.fromisoformat(raw) if isinstance(raw, str) else raw
    except ValueError:
        raise _Unfit("value_instant") from None
    if not isinstance(instant, datetime):
        raise _Unfit("value_instant")
    if instant.tzinfo is None:
        raise _Unfit("value_instant_offset")
    return instant


def _yes_no(raw: Any, question: Question) -> bool:
    if not isinstance(raw, bool):
        raise _Unfit("value_yes_no")
    return raw


def _choice(raw: Any, question: Question) -> str:
    if not question.of:
        return _text(raw, question)
    found = next((each.code for each in question.of if raw in (each.code, each.label)), None)
    return found if isinstance(raw, str) and found is not None else _refuse_choice(raw, question)


def _choices(raw: Any, question: Question) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise _Unfit("value_choices", options=_options(question)) if question.of else _Unfit("value_texts")
    return tuple(dict.fromkeys(_choice(each, question) for each in raw))


def _refuse_choice(raw: Any, question: Question) -> str:
    codes = [choice.code for choice in question.of]
    near = did_you_mean(str(raw), codes).removeprefix("; did you mean ").removesuffix("?")
    raise _Unfit("value_choice_near" if near else "value_choice", options=_options(question), near=near)


def _options(question: Question) -> str:
    return _listed(choice.code for choice in question.of)


def _listed(codes: Iterable[str]) -> str:
    known = list(codes)
    return ", ".join(known[:12]) + (" …" if len(known) > 12 else "")


def _business_number(raw: Any, question: Question) -> str:
    if not isinstance(raw, str) or not _UBN.fullmatch(raw):
        raise _Unfit("value_business_number")
    return raw


def _country(raw: Any, question: Question) -> str:
    if not isinstance(raw, str) or not _COUNTRY.fullmatch(raw.upper()):
        raise _Unfit("value_country")
    return raw.upper()


def _file(raw: Any, question: Question) -> tuple[str, ...]:
    listed = [raw] if isinstance(raw, str) else raw
    if not isinstance(listed, list | tuple) or not all(isinstance(each, str) for each in listed):
        raise _Unfit("value_file")
    return tuple(listed)


def _refuse(code: str) -> date:
    raise _Unfit(code)


_READERS: dict[str, Callable[[Any, Question], Any]] = {
    "text": _text, "long_text": _text, "email": _text, "url": _text, "money": _money, "number": _number,
    "date": _date, "instant": _instant, "yes_no": _yes_no, "choice": _choice, "choices": _choices,
    "business_number": _business_number, "country": _country, "file": _file,
}  # fmt: skip
