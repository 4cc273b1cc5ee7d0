"""A person corrects their own name."""

from __future__ import annotations

from xuzhi.parties.models import User
from xuzhi.parties.refusals import PersonNameMissing


def rename_person(user: User, name: str) -> None:
    """Set the name, as it will stand in what the person does from now on. Raises PersonNameMissing."""
    wanted = " ".join(name.split())
    if not wanted:
        raise PersonNameMissing()
    user.name = wanted[:100]
    user.save(update_fields=["name"])
