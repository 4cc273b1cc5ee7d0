import hashlib
import uuid
from datetime import timedelta

import pytest

from xuzhi.documents.models import UploadRow
from xuzhi.documents.operations import append_chunk, begin_upload, discard_uploads, finish_upload
from xuzhi.documents.queries import open_file, upload_of
from xuzhi.documents.refusals import ChunkOutOfPlace, FileRefused, UploadIncomplete, UploadUnknown

from . import making
from .conftest import APPLICANT, AT, SOMEBODY_ELSE

PDF = making.pdf(40)


def begin(size=len(PDF), name="a.pdf", **rule):
    return begin_upload(name, size, actor=APPLICANT, at=AT, **rule)


def send(upload, content=PDF, pieces=4):
    step = -(-len(content) // pieces)
    for start in range(0, len(content), step):
        append_chunk(upload.id, start, content[start : start + step], actor=APPLICANT)


def left_over(store):
    return [path for path in store.glob("files/incoming/**/*") if path.is_file()]


def test_chunks_become_the_file(store, django_capture_on_commit_callbacks):
    upload = begin()
    send(upload)
    with django_capture_on_commit_callbacks(execute=True):
        sealed = finish_upload(upload.id, actor=APPLICANT, at=AT)
    assert sealed.sha256 == hashlib.sha256(PDF).hexdigest()
    assert open_file(sealed.sha256).read() == PDF
    assert UploadRow.objects.count() == 0
    assert left_over(store) == []


def test_an_interrupted_upload_goes_on_where_it_stopped(store):
    upload = begin()
    append_chunk(upload.id, 0, PDF[:500], actor=APPLICANT)
    with pytest.raises(UploadIncomplete) as refusal:
        finish_upload(upload.id, actor=APPLICANT, at=AT)
    assert refusal.value.values["received"] == 500
    assert upload_of(upload.id, APPLICANT).received == 500
    append_chunk(upload.id, 500, PDF[500:], actor=APPLICANT)
    assert finish_upload(upload.id, actor=APPLICANT, at=AT).size == len(PDF)


def test_a_chunk_sent_twice_counts_once(store):
    upload = begin()
    append_chunk(upload.id, 0, PDF[:500], actor=APPLICANT)
    assert append_chunk(upload.id, 0, PDF[:500], actor=APPLICANT).received == 500
    append_chunk(upload.id, 500, PDF[500:], actor=APPLICANT)
    assert finish_upload(upload.id, actor=APPLICANT, at=AT).sha256 == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize("offset", [100, 600])
def test_a_gap_or_a_step_back_is_refused_with_the_place_to_go_on(store, offset):
    upload = begin()
    append_chunk(upload.id, 0, PDF[:500], actor=APPLICANT)
    with pytest.raises(ChunkOutOfPlace) as refusal:
        append_chunk(upload.id, offset, PDF[offset : offset + 500], actor=APPLICANT)
    assert refusal.value.values == {"received": 500}


def test_more_than_announced_is_refused(store):
    upload = begin(size=10)
    with pytest.raises(FileRefused) as refusal:
        append_chunk(upload.id, 0, bytes(11), actor=APPLICANT)
    assert refusal.value.code == "documents.upload_too_long"


@pytest.mark.parametrize(("size", "code"), [(0, "file_empty"), (2 * 1024 * 1024 + 1, "file_too_large")])
def test_what_cannot_be_taken_is_refused_before_it_is_sent(store, size, code):
    with pytest.raises(FileRefused) as refusal:
        begin(size=size, max_mb=2)
    assert refusal.value.code == f"documents.{code}"


def test_an_upload_is_its_senders(store):
    upload = begin()
    for act in (
        lambda: append_chunk(upload.id, 0, PDF, actor=SOMEBODY_ELSE),
        lambda: finish_upload(upload.id, actor=SOMEBODY_ELSE, at=AT),
        lambda: upload_of(upload.id, SOMEBODY_ELSE),
        lambda: upload_of(uuid.uuid4(), APPLICANT),
    ):
        with pytest.raises(UploadUnknown):
            act()


def test_a_refused_file_is_gone_and_the_rule_is_the_one_announced(store, django_capture_on_commit_callbacks):
    upload = begin(name="a.docx", kinds=["docx"])
    send(upload)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(FileRefused) as refusal:
        finish_upload(upload.id, actor=APPLICANT, at=AT)
    assert refusal.value.code == "documents.kind_differs"
    assert UploadRow.objects.count() == 0
    assert left_over(store) == []


def test_uploads_that_nobody_finished_are_given_up(store):
    stale, fresh = begin(), begin()
    send(stale)
    UploadRow.objects.filter(pk=fresh.id).update(begun_at=AT + timedelta(days=2))
    assert discard_uploads(AT + timedelta(days=1)) == 1
    assert [row.id for row in UploadRow.objects.all()] == [fresh.id]
    assert left_over(store) == []
