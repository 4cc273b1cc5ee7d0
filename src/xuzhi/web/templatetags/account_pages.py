"""Tags of the account pages."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def is_demo() -> bool:
    """Whether this is a demo. Not `site.demo`: the account library's own pages have another `site`."""
    return bool(settings.XUZHI_DEMO)
