"""The two programmes, read once for all tests of this room."""

from functools import cache

from xuzhi.rulebook import find_programmes, load_programme
from xuzhi.rulebook.model import Programme

LISTING, GRANT = "sme_ai_listing", "commerce_ai_grant"
BOTH = (LISTING, GRANT)


@cache
def programme(programme_id: str) -> Programme:
    return load_programme(find_programmes()[programme_id], with_examples=True)
