"""Filters and tags of every page: days and money as people write them, fields, the flow, the clock."""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from xuzhi.casework.queries.remaining import LONG_DAYS
from xuzhi.kernel.money import format_twd
from xuzhi.kernel.roc import TAIPEI, format_date, format_deadline, format_instant, format_short
from xuzhi.kernel.texts import show
from xuzhi.web.owner_text import owner_html
from xuzhi.web.templatetags.flows import map_of, path_of
from xuzhi.web.templatetags.form_fields import FormField, field_of

register = template.Library()


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(TAIPEI).date() if value.tzinfo else value.date()
    if isinstance(value, str) and value:
        return date.fromisoformat(value)
    return value or None


def _instant(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else value or None


@register.filter
def roc(value: Any) -> str:
    """A day (date or ISO text) as people write it: 115 年 3 月 31 日."""
    day = _day(value)
    return format_date(day) if day else ""


@register.filter
def day_short(value: Any) -> str:
    """A day where there is little room: 115/3/31."""
    day = _day(value)
    return format_short(day) if day else ""


@register.filter
def roc_weekday(value: Any) -> str:
    """A day with its weekday, computed: 115 年 3 月 31 日（二）."""
    day = _day(value)
    return format_date(day, weekday=True) if day else ""


@register.filter
def roc_of_instant(value: Any) -> str:
    """The day of an instant by Taipei's clock."""
    at = _instant(value)
    return format_date(at.astimezone(TAIPEI).date()) if at else ""


@register.filter
def instant(value: Any) -> str:
    """An instant by Taipei's clock: 115 年 3 月 31 日（二）下午 5 時."""
    at = _instant(value)
    return format_instant(at) if at else ""


@register.filter
def instant_seconds(value: Any) -> str:
    """An instant to the second, for receipts."""
    at = _instant(value)
    return format_instant(at, seconds=True) if at else ""


@register.filter
def counted(value: Any) -> str:
    """A number of a table of figures, with separators: 12,345,678."""
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)


@register.filter
def due(value: Any) -> str:
    """The last moment before an exclusive due instant; midnight is 24:00 of the day before."""
    at = _instant(value)
    return format_deadline(at) if at else ""


@register.filter
def twd(value: Any) -> str:
    """Whole dollars: 1,000,000 元."""
    return "" if value is None or value == "" else format_twd(int(value))


@register.filter
def shown(value: Any) -> str:
    """Any value as people write it."""
    return "" if value is None else show(value)


@register.filter
def clauses(value: Any) -> list[str]:
    """Ids of one clause or of several."""
    return [value] if isinstance(value, str) and value else list(value or ())


@register.filter
def standing(finding: Any) -> str:
    """The outcome that holds: an officer's word over the rule's."""
    return str(getattr(finding, "stands", "") or _of(finding, "outcome"))


@register.filter
def sign(finding: Any) -> str:
    """As `standing`, but "unconfirmed" where it is met and an officer still has to answer for it."""
    stands = standing(finding)
    if hasattr(finding, "needs_confirmation"):
        waits = finding.needs_confirmation and not getattr(finding, "confirmed_at", None)
    else:
        waits = bool(_of(finding, "confirmed_by"))
    return "unconfirmed" if stands == "met" and waits else stands


@register.filter
def urgency(remaining: Any) -> str:
    """over, urgent, soon or running: how much of a clock is used up. With more than a month left nothing presses."""
    if not remaining or remaining.over:
        return "over"
    if remaining.working_days > LONG_DAYS:
        return "running"
    return "urgent" if remaining.used_percent >= 85 else "soon" if remaining.used_percent >= 60 else "running"


@register.filter
def slug_id(value: Any) -> str:
    """A name as part of an HTML id."""
    return re.sub(r"[^\w-]+", "-", str(value))


@register.filter
def at(things: Any, place: int) -> Any:
    """The thing at a place of a list that goes along with another one."""
    return things[place]


@register.filter
def owner_text(value: Any) -> SafeString:
    """What a supplier wrote, as Markdown that was cleaned."""
    return owner_html(str(value or ""))


@register.filter
def as_json_ld(value: Any) -> SafeString:
    """Structured data in a script block that is data and runs nowhere: nothing in it can end the block."""
    said = json.dumps(value, ensure_ascii=False)
    said = said.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"})
    return mark_safe(f'<script type="application/ld+json">{said}</script>')


@register.filter
def by_number(documents: Any) -> list[Any]:
    """Documents as the published rules number them; those without a number last, in their order."""

    def place(document: Any) -> tuple[bool, int]:
        digits = re.search(r"\d+", document.number)
        return not document.number, int(digits[0]) if digits else 0

    return sorted(documents, key=place)


@register.filter
def count_signs(findings: Any, signs: str) -> int:
    """How many of the findings bear one of the signs, which are told with blanks between them."""
    return sum(1 for each in findings if sign(each) in signs.split())


@register.filter
def page_numbers(page: Any) -> list[int]:
    """Numbers to link for {number, pages}: the ends and the neighbours; 0 stands for a gap."""
    number, pages = _of(page, "number"), _of(page, "pages")
    near = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    numbers: list[int] = []
    for each in near:
        if numbers and each - numbers[-1] > 1:
            numbers.append(0)
        numbers.append(each)
    return numbers


@register.filter
def form_errors(form: Any) -> list[tuple[str, str]]:
    """(field id, sentence) of every error of a Django form, for components/error_summary.html."""
    if not form or not form.is_bound:
        return []
    errors = [("", str(says)) for says in form.non_field_errors()]
    return errors + [(bound.id_for_label or bound.auto_id, str(says)) for bound in form for says in bound.errors]


@register.filter
def drawn(bound: Any) -> SafeString:
    """The widget of a bound field with our class on it."""
    widget = bound.field.widget
    plain = getattr(widget, "input_type", "") in {"checkbox", "radio"}
    return bound.as_widget(attrs={} if plain else {"class": "input input--medium"})


@register.filter
def is_tick(bound: Any) -> bool:
    """Whether a bound field is a single check box."""
    return getattr(bound.field.widget, "input_type", "") == "checkbox" and not is_group(bound)


@register.filter
def is_group(bound: Any) -> bool:
    """Whether a bound field is a group of radio buttons or check boxes."""
    return bool(getattr(bound.field.widget, "use_fieldset", False))


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """This page's address with some parameters changed; None or "" takes one away."""
    request = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, "", [], 1 if name == "page" else None):
            query.setlist(name, [str(each) for each in (value if isinstance(value, list) else [value])])
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.simple_tag(takes_context=True)
def without_code(context: dict[str, Any], name: str, code: str) -> str:
    """This page's address with one value of a repeated parameter taken away, from its first page."""
    query = context["request"].GET.copy()
    query.setlist(name, [each for each in query.getlist(name) if each != code])
    query.pop("page", None)
    return f"{context['request'].path}?{query.urlencode()}" if query.urlencode() else context["request"].path


@register.inclusion_tag("components/field.html")
def question_field(question: Any, **how: Any) -> dict[str, FormField]:
    """A rulebook question as a field; parameters as in form_fields.field_of."""
    return {"field": field_of(question, **how)}


@register.inclusion_tag("components/flow.html")
def flow_path(flow: Any, here: str = "", column: bool = False) -> dict[str, Any]:
    """The main line of a procedure (engine.flow.Flow), with 「您在這裡」 at the stage `here`."""
    return {"stages": path_of(flow, here), "column": column}


@register.inclusion_tag("components/flow_map.html")
def flow_map(flow: Any, programme: str = "") -> dict[str, Any]:
    """Every stage of a procedure (engine.flow.Flow) with what may happen there."""
    return {"stages": map_of(flow), "programme": programme}


def _of(holder: Any, name: str) -> Any:
    return holder[name] if isinstance(holder, dict) else getattr(holder, name)
