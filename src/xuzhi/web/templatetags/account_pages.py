"""Tags of the account pages."""

from allauth.account import app_settings
from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def is_demo() -> bool:
    """Whether this is a demo. Not `site.demo`: the account library's own pages have another `site`."""
    return bool(settings.XUZHI_DEMO)


@register.simple_tag
def code_minutes(purpose: str) -> int:
    """How long a code of that purpose (sign_up, sign_in, reset) can be typed in."""
    seconds = {
        "sign_up": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        "sign_in": app_settings.LOGIN_BY_CODE_TIMEOUT,
        "reset": app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT,
    }[purpose]
    return int(seconds // 60)
