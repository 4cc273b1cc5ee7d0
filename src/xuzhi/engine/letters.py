"""What a letter says of the values that hold: one that was changed is not said any more."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xuzhi.engine.showing import show_setting
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.letters import IN_BRACES, NoticeRule


def letter_values(edition: Edition, notice: NoticeRule) -> dict[str, str]:
    """The values that the letter names, as people write them, by parameter."""
    return {
        name: show_setting(edition.parameters[name], edition.values.get(name))
        for name in notice.values
        if name in edition.parameters
    }


def letter_says(notice: NoticeRule, values: Mapping[str, str]) -> str:
    """What the notice says in a few sentences, with its values."""
    return re.sub(IN_BRACES, lambda part: values.get(part[1], part[0]), notice.says)
