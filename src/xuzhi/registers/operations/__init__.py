"""What can be done with registers; one verb, one file, one public function."""

from xuzhi.registers.operations.fetch_company import fetch_company
from xuzhi.registers.operations.import_snapshot import import_snapshot
from xuzhi.registers.operations.resolve_host import resolve_host

__all__ = ["fetch_company", "import_snapshot", "resolve_host"]
