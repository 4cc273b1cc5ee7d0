"""Files and uploads that are refused. Each code is one sentence with what to do, in the room's texts."""

from xuzhi.kernel.refusal import Refusal


class FileRefused(Refusal):
    """A file that is not taken in; `code` says why. Values always hold the file's `name`."""


class FileUnknown(Refusal):
    """No sealed file has this hash. Values: sha256."""

    code = "documents.file_unknown"


class PageUnknown(Refusal):
    """The file has no such page, or no pages that can be shown. Values: name, page, pages."""

    code = "documents.page_unknown"


class PageUnreadable(Refusal):
    """The page could not be drawn within its limits of time and memory. Values: name, page."""

    code = "documents.page_unreadable"


class UploadUnknown(Refusal):
    """The upload was finished, given up, or is somebody else's."""

    code = "documents.upload_unknown"


class ChunkOutOfPlace(Refusal):
    """A chunk that does not begin where the last one ended. Values: received (send on from there)."""

    code = "documents.chunk_out_of_place"


class UploadIncomplete(Refusal):
    """Finished before all of it arrived. Values: name, received, size."""

    code = "documents.upload_incomplete"
