"""Fields of the office's forms about rules, and how what was typed in them is read."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.http import QueryDict

from xuzhi.kernel.roc import TAIPEI, RocDateInvalid, format_roc, parse_day
from xuzhi.kernel.texts import has_text, say
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import Choice, Parameter
from xuzhi.rulebook.setting_values import is_money
from xuzhi.web.templatetags.form_fields import FormField, Option

ROOM = "web/office/rules"


def field(name: str, kind: str, value: Any, said: dict[str, str], **more: Any) -> FormField:
    """A field with its words from the texts: field_<name>, and hint_<name> where there is one."""
    label = more.pop("label", None) or say(f"{ROOM}.field_{name}")
    hint = more.pop("hint", None)
    if hint is None:
        hint = say(f"{ROOM}.hint_{name}") if has_text(f"{ROOM}.hint_{name}") else ""
    return FormField(name, name, kind, label, value=value, hint=hint, error=said.get(name, ""), **more)


def options(choices: Sequence[tuple[str, str]], chosen: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(code, label, code in chosen) for code, label in choices)


def change_fields(
    form: QueryDict | None, said: dict[str, str], *, dated: bool = True, hint: str | None = None
) -> dict[str, Any]:
    """From which day, why, and, for a day that has gone by, why so."""
    given = form or {}
    late = str(given.get("late_reason", ""))
    return {
        "from_on": field("from_on", "date", given.get("from_on", ""), said, hint=hint) if dated else None,
        "reason": field("reason", "long_text", given.get("reason", ""), said),
        "late_reason": field("late_reason", "long_text", late, said, required=False),
        "late_open": bool(late or said.get("late_reason")),
    }


def day_of(text: str) -> date | None:
    """A day in either calendar; None for what is none."""
    try:
        return parse_day(text) if text.strip() else None
    except RocDateInvalid:
        return None


def instant_of(day: str, clock: str) -> datetime | None:
    """A day and a time by Taipei's clock; None where one of them cannot be read."""
    found = day_of(day)
    try:
        at = time.fromisoformat(clock.strip())
    except ValueError:
        return None
    return datetime.combine(found, at, TAIPEI) if found else None


def shown_day(day: date | None) -> str:
    """A day as it stands in a field."""
    return "" if day is None else format_roc(day, style="slash")


def choices_of(rules: Edition, parameter: Parameter) -> tuple[Choice, ...]:
    """The codes that a list parameter is made of, where a question offers all that stand in it now."""
    value = rules.values.get(parameter.name)
    wanted = set(value) if isinstance(value, tuple) else set()
    if not wanted:
        return ()
    asked = (
        each for kind in rules.cases.values() for question in kind.questions for each in (question, *question.fields)
    )
    return next((each.of for each in asked if each.of and wanted <= {choice.code for choice in each.of}), ())


def value_field(rules: Edition, parameter: Parameter, given: Any, said: dict[str, str]) -> FormField:
    """The field of a parameter's value: a number with its unit, yes or no, boxes for known codes, a line an entry."""
    label, hint, error = say(f"{ROOM}.field_value", label=parameter.label), parameter.hint, said.get("value", "")
    base: dict[str, Any] = {"hint": hint, "error": error}
    match parameter.type.name:
        case "truth":
            chosen = {True: "true", False: "false"}.get(given, given)
            told = (
                Option("true", say(f"{ROOM}.yes"), chosen == "true"),
                Option("false", say(f"{ROOM}.no"), chosen == "false"),
            )
            return FormField("value", "value", "choice", label, options=told, **base)
        case "list":
            codes = choices_of(rules, parameter)
            chosen = list(given) if isinstance(given, list | tuple) else []
            if codes:
                told = options([(each.code, each.label) for each in codes], chosen)
                return FormField("value", "value", "choices", label, options=told, **base)
            lines = given if isinstance(given, str) else "\n".join(map(str, chosen))
            return FormField("value", "value", "long_text", label, value=lines, **{**base, "hint": _lines_hint(hint)})
        case "text":
            return FormField("value", "value", "text", label, value=given or "", **base)
        case "date" | "instant":
            shown = shown_day(given) if isinstance(given, date) and not isinstance(given, datetime) else given or ""
            return FormField("value", "value", "date", label, value=shown, **base)
    money = is_money(parameter)
    shown = f"{given:,}" if money and isinstance(given, int) else "" if given is None else given
    unit = say("web/templatetags.dollars") if money else unit_of(parameter)
    return FormField("value", "value", "money" if money else "number", label, value=shown, unit=unit, **base)


def _lines_hint(hint: str) -> str:
    return " ".join(part for part in (hint, say(f"{ROOM}.one_a_line")) if part)


def unit_of(parameter: Parameter) -> str:
    """The unit as people read it beside a field."""
    from xuzhi.engine.showing import show_number

    unit = parameter.unit or parameter.type.unit
    return show_number(0, unit).replace("0", "", 1).strip() if unit else ""


def typed_value(parameter: Parameter, rules: Edition, form: QueryDict) -> Any:
    """What was given in `value_field`, for propose_change."""
    if parameter.type.name != "list":
        return form.get("value", "")
    if choices_of(rules, parameter):
        return form.getlist("value")
    return form.get("value", "").strip().replace("\r", "").replace("\n", ", ")
