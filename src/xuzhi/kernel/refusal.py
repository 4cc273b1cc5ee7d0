"""A refused act: an exception that a page can show. An unmet rule is a Finding, not a refusal; a bug is neither."""

from typing import Any

from xuzhi.kernel.texts import remedy_of, say


class Refusal(Exception):
    """Refuses aloud, in one sentence, with what to do.

        class CaseClosed(Refusal):
            code = "casework.case_closed"        # the sentence, in the room's texts

        raise CaseClosed(case=number, clause="L7.3")

    The sentence is made when it is shown, in the reader's language. `values` are what it may name.
    """

    code: str = ""
    clause: str | None = None

    def __init__(self, *, code: str | None = None, clause: str | None = None, **values: Any) -> None:
        super().__init__()
        self.code = code or type(self).code
        self.clause = clause or type(self).clause
        self.values: dict[str, Any] = values

    @property
    def says(self) -> str:
        return say(self.code, **self.values)

    @property
    def remedy(self) -> str | None:
        return remedy_of(self.code, **self.values)

    def __str__(self) -> str:
        return self.says
