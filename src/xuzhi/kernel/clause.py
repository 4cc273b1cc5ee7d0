"""A clause: a piece of the published rules that can be cited."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """One entry of a programme's register of clauses.

    id        the name that rules, code, tests and letters cite, such as ``L7.3``
    at        where it stands in the source, in the source's own numbering
    kind      purpose, definition, eligibility, document, process, clock, criterion, duty, sanction, confidentiality
    says      what the source says, in plain words
    gap       what the source leaves open, and how it is read
    not_coded why nothing in the rulebook applies it yet
    label     a short name for lists
    """

    id: str
    at: str
    kind: str
    says: str
    gap: str | None = None
    not_coded: str | None = None
    label: str | None = None
