"""One language a request: what Django's LocaleMiddleware chose is spoken by the rooms below as well."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from xuzhi.kernel.texts import use_language


def language_of(django_language: str | None) -> str:
    """Our name of Django's language: English when it begins with en, else Traditional Chinese."""
    return "en" if (django_language or "").startswith("en") else "zh-Hant"


class LanguageMiddleware:
    """Speaks the request's language in kernel.texts while the view runs. Stands after LocaleMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with use_language(language_of(get_language())):
            return self.get_response(request)
