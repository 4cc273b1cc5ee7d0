"""One's own data as an answer, sent while it is made: a ZIP, or its data alone as one JSON document."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from xuzhi.kernel.texts import say
from xuzhi.web.own_data.packing import Piece, as_document, zipped


def zip_answer(pieces: Iterable[Piece], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse((each for each in zipped(pieces) if each), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Encoding"] = "identity"  # what is packed already is not packed again
    return answer


def document_answer(pieces: Iterable[Piece]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(as_document(pieces), content_type="application/json")
    answer["Cache-Control"] = "private, no-store"
    return answer


def firm_zip_name(ubn: str) -> str:
    return say("web/own_data.file_firm", ubn=ubn, day=f"{timezone.localdate():%Y%m%d}")
