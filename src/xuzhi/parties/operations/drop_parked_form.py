"""What was kept for somebody is sent or no longer wanted."""

from __future__ import annotations

from xuzhi.parties.codes import hash_token
from xuzhi.parties.models import ParkedForm


def drop_parked_form(key: str) -> None:
    """Delete it; a key that opens nothing changes nothing."""
    ParkedForm.objects.filter(key_hash=hash_token(key)).delete()
