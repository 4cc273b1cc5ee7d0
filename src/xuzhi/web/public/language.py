"""The switch between Chinese and English."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


# Exempt on purpose: the form stands on pages that shared caches keep, which can hold no one's token, and all that
# somebody else's page could do with it is change the language.
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back to the page that asked."""
    return set_language(request)
