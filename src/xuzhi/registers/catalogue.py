"""Which registers there are and of which lists they consist, from registers.toml; the words of words.toml."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import tomli

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say


class RegisterUnknown(Refusal, ValueError):
    """There is no register of that name."""

    code = "registers.register_unknown"


class ListUnknown(Refusal, ValueError):
    """The register has no list of that name, or has several and none was named."""

    code = "registers.list_unknown"


@dataclass(frozen=True, slots=True)
class Register:
    """A register and its lists; `whole` names a file that holds all of them at once."""

    name: str
    lists: tuple[str, ...]
    whole: str | None = None

    @property
    def title(self) -> str:
        return say(f"registers.register_{self.name}")

    def list_named(self, name: str | None) -> str:
        """The list, or the register's only one when none is named. Raises ListUnknown."""
        choices = (*self.lists, self.whole) if self.whole else self.lists
        if name is None and len(self.lists) == 1:
            return self.lists[0]
        if name is None or name not in choices:
            raise ListUnknown(register=self.name, text=name or "", choices=list(choices))
        return name

    def title_of(self, list_name: str) -> str:
        return say(f"registers.list_{list_name}")


@lru_cache
def registers() -> dict[str, Register]:
    """All registers by name."""
    entries = _toml("registers.toml")
    return {name: Register(name, tuple(entry["lists"]), entry.get("whole")) for name, entry in entries.items()}


def register_named(name: str) -> Register:
    """The register. Raises RegisterUnknown."""
    if name not in registers():
        raise RegisterUnknown(text=name, choices=list(registers()))
    return registers()[name]


@lru_cache
def words() -> dict[str, Any]:
    """The words of the registers as they are read here."""
    return _toml("words.toml")


def _toml(name: str) -> dict[str, Any]:
    return tomli.loads(files("xuzhi.registers").joinpath(name).read_text("utf-8"))
