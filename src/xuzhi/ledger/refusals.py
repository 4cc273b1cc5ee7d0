"""Acts that the ledger refuses."""

from xuzhi.kernel.refusal import Refusal


class StreamMoved(Refusal):
    """Somebody else recorded in the stream since the caller read it. Values: stream, expected, found."""

    code = "ledger.stream_moved"


class NothingRecorded(Refusal):
    """The stream, or the event asked for, is not in the ledger. Values: stream, sequence."""

    code = "ledger.nothing_recorded"
