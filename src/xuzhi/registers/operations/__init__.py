"""What can be done with registers; one verb, one file, one public function."""

from xuzhi.registers.operations.discard_drafts import discard_drafts
from xuzhi.registers.operations.fetch_company import fetch_company
from xuzhi.registers.operations.hand_in_snapshot import hand_in_snapshot
from xuzhi.registers.operations.import_draft import import_draft
from xuzhi.registers.operations.import_snapshot import import_snapshot
from xuzhi.registers.operations.resolve_host import resolve_host

__all__ = [
    "discard_drafts", "fetch_company", "hand_in_snapshot", "import_draft", "import_snapshot", "resolve_host",
]  # fmt: skip
