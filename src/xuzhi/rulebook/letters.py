"""Letters, and who writes them."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.rulebook.entry import Entry

IN_BRACES = r"\{(\w+)\}"


@dataclass(frozen=True, kw_only=True)
class NoticeRule(Entry):
    """A letter: what it is called, its template in notices/, and the ways it goes out. `says` tells in a few sentences
    what it is about, where the letter itself is not: in the inbox and in the e-mail. `shows` names questions whose
    answers the letter lists, `values` parameters whose values it says; `says` may name these in braces."""

    name: str
    label: str
    title: str
    template: str
    says: str = ""
    channel: tuple[str, ...] = ("inbox", "email", "letter")
    shows: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contact(Entry):
    name: str = ""
    telephone: str = ""
    email: str = ""
    address: str = ""
    line: str = ""
    hours: str = ""

    @property
    def is_set(self) -> bool:
        return any((self.name, self.telephone, self.email, self.address, self.line))
