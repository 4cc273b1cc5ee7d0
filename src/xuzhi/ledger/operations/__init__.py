"""The verbs of the ledger."""

from xuzhi.ledger.operations.lock_stream import lock_stream
from xuzhi.ledger.operations.rebuild_read_models import rebuild_read_models
from xuzhi.ledger.operations.record import record
from xuzhi.ledger.operations.seal_log import seal_log

__all__ = ["lock_stream", "rebuild_read_models", "record", "seal_log"]
