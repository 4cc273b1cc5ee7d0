"""Who did it. Every event and every refused act names an actor; the machine is one too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

ROLES = ("applicant", "buyer", "officer", "reviewer", "organiser", "clock", "system")
_MACHINE_ROLES = ("clock", "system")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the machine in one role; `firm` is the unified business number a person acts for."""

    kind: Literal["person", "system"]
    id: str
    name: str
    role: str
    firm: str | None = None

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"{self.role!r} is not a role; roles are {', '.join(ROLES)}")
        if (self.kind == "system") != (self.role in _MACHINE_ROLES):
            raise ValueError(f"a {self.kind} cannot act as {self.role}")

    @classmethod
    def system(cls, name: str = "system") -> "Actor":
        """The machine: `clock` for what a deadline does, any other name for the rest."""
        return cls("system", name, name, "clock" if name == "clock" else "system")

    @classmethod
    def person(cls, id: str, name: str, role: str, firm: str | None = None) -> "Actor":
        return cls("person", str(id), name, role, firm)

    @property
    def is_person(self) -> bool:
        return self.kind == "person"

    def as_json(self) -> dict[str, str | None]:
        return {"kind": self.kind, "id": self.id, "name": self.name, "role": self.role, "firm": self.firm}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Actor":
        """The actor that `as_json` wrote. Raises KeyError or ValueError when it is not one."""
        return cls(record["kind"], record["id"], record["name"], record["role"], record.get("firm"))
