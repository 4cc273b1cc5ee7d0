"""A list as the answer to a request: streamed, to be kept, in the format that was asked for."""

from __future__ import annotations

import tempfile
from typing import IO

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from xuzhi.web.exporting.csv_file import csv_bytes
from xuzhi.web.exporting.sheet import Sheet

FORMATS = ("xlsx", "ods", "csv")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def sheet_answer(sheet: Sheet, format: str, name: str) -> HttpResponseBase:
    """The sheet as a file called `name` with the format's ending. Raises KeyError for a format that is not known.

    CSV is sent while it is written; the others are packed, so they are written to a file that is gone once it is sent.
    """
    kind = TYPES[format]
    answer: HttpResponseBase
    if format == "csv":
        answer = StreamingHttpResponse(csv_bytes(sheet), content_type=kind)
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it when it has been sent
        try:
            _write(sheet, file, format)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        answer = FileResponse(file, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{format}")
    answer["Cache-Control"] = "no-store"
    return answer


def _write(sheet: Sheet, file: IO[bytes], format: str) -> None:
    """The libraries of workbooks take long to load, and few ask for one."""
    if format == "xlsx":
        from xuzhi.web.exporting.xlsx_file import write_xlsx

        return write_xlsx(sheet, file)
    from xuzhi.web.exporting.ods_file import write_ods

    return write_ods(sheet, file)
