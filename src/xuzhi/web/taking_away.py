"""What the platform holds of a firm and of the person who asks, as one file: data.json, and every file beside it."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from datetime import datetime
from typing import IO, Any

from django.http import FileResponse

from xuzhi.documents import queries as documents
from xuzhi.documents.refusals import FileUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.marketplace.queries.own_data import OwnData, OwnFile, data_of_firm, data_of_person
from xuzhi.notices import queries as notices

IN_MEMORY = 8 * 1024 * 1024


def own_data_file(ubn: str, *, actor: Actor, user: Any, at: datetime) -> FileResponse:
    """The ZIP. A file that is gone from the store is named in data.json all the same. Raises FirmUnknown, NotYours."""
    found = data_of_firm(ubn, actor=actor, at=at)
    kept: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the answer closes it
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        told = dict(found.data) | ({"you": data_of_person(user)} if user is not None else {})
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1, default=str))
        _put_files(archive, found)
    size = kept.tell()
    kept.seek(0)
    response = FileResponse(kept, content_type="application/zip", as_attachment=True, filename=f"own-data-{ubn}.zip")
    response["Content-Length"] = str(size)
    response["Cache-Control"] = "private, no-store"
    return response


def _put_files(archive: zipfile.ZipFile, found: OwnData) -> None:
    for each in found.files:
        try:
            _put(archive, each)
        except (FileUnknown, Refusal):
            continue


def _put(archive: zipfile.ZipFile, each: OwnFile) -> None:
    if each.notice_id is not None:
        archive.writestr(each.path, notices.letter_pdf(each.notice_id).pdf)
        return
    with documents.open_file(each.sha256) as content, archive.open(each.path, "w", force_zip64=True) as target:
        shutil.copyfileobj(content, target)
