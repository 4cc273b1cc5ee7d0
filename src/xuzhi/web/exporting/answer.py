"""A list as the answer to a request: streamed, to be kept, in the format that was asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import IO

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from xuzhi.web.exporting.csv_file import csv_bytes
from xuzhi.web.exporting.ods_file import write_ods
from xuzhi.web.exporting.sheet import Sheet
from xuzhi.web.exporting.xlsx_file import write_xlsx

FORMATS = ("xlsx", "ods", "csv")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_WRITERS: dict[str, Callable[[Sheet, IO[bytes]], None]] = {"xlsx": write_xlsx, "ods": write_ods}


def sheet_answer(sheet: Sheet, format: str, name: str) -> HttpResponseBase:
    """The sheet as a file called `name` with the format's ending. Raises KeyError for a format that is not known.

    CSV is sent while it is written; the others are packed, so they are written to a file that is gone once it is sent.
    """
    answer: HttpResponseBase
    if format == "csv":
        answer = StreamingHttpResponse(csv_bytes(sheet), content_type=TYPES[format])
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it when it has been sent
        try:
            _WRITERS[format](sheet, file)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        answer = FileResponse(file, content_type=TYPES[format])
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{format}")
    answer["Cache-Control"] = "no-store"
    return answer
