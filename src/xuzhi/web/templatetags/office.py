"""Tags of the office's pages: `{% load office %}`."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def files_of(table: str, query: str, formats: tuple[str, ...]) -> list[tuple[str, str]]:
    """(format, address) of each file that a table of figures can be taken out as."""
    here = reverse("office:export_figures", kwargs={"table": table})
    before = f"{query}&" if query else ""
    return [(format, f"{here}?{before}format={format}") for format in formats]
