"""The verbs of documents."""

from xuzhi.documents.operations.append_chunk import append_chunk
from xuzhi.documents.operations.ask_inspection import ask_inspection
from xuzhi.documents.operations.begin_upload import begin_upload
from xuzhi.documents.operations.discard_uploads import discard_uploads
from xuzhi.documents.operations.finish_upload import finish_upload
from xuzhi.documents.operations.inspect_document import inspect_document
from xuzhi.documents.operations.seal_file import seal_file

__all__ = [
    "append_chunk",
    "ask_inspection",
    "begin_upload",
    "discard_uploads",
    "finish_upload",
    "inspect_document",
    "seal_file",
]
