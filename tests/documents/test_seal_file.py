import hashlib
import io
import stat

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from xuzhi.documents.models import FileRow
from xuzhi.documents.operations import seal_file
from xuzhi.documents.queries import damaged_files, file_info, files_info, open_file
from xuzhi.documents.refusals import FileRefused, FileUnknown
from xuzhi.documents.shapes import SealedFile

from . import making
from .conftest import APPLICANT, AT, SOMEBODY_ELSE

PDF = making.pdf(2)
SHA = hashlib.sha256(PDF).hexdigest()


def seal(content=PDF, name="a.pdf", actor=APPLICANT, **rule):
    return seal_file(io.BytesIO(content), name, actor=actor, at=AT, **rule)


def in_store(store):
    return sorted(path.relative_to(store / "files").as_posix() for path in store.glob("files/**/*") if path.is_file())


def test_a_file_is_kept_under_its_hash_and_read_back_whole(store):
    sealed = seal(name="計畫書.pdf")
    assert sealed == SealedFile(SHA, "計畫書.pdf", len(PDF), "pdf", "inspected", "application/pdf", 2, AT)
    assert file_info(SHA) == sealed
    with open_file(SHA) as content:
        assert content.read() == PDF
    assert in_store(store) == [f"{SHA[:2]}/{SHA[2:4]}/{SHA}"]
    assert list((store / "incoming").iterdir()) == []


def test_only_the_program_may_read_the_store(store):
    seal()
    path = store / "files" / SHA[:2] / SHA[2:4] / SHA
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_chunks_will_do_too(store):
    sealed = seal_file(iter([PDF[:100], PDF[100:]]), "a.pdf", actor=APPLICANT, at=AT)
    assert sealed.sha256 == SHA


def test_the_same_content_twice_is_one_file_under_two_names(store):
    seal(name="first.pdf")
    again = seal(name="second.pdf", actor=SOMEBODY_ELSE)
    assert (again.sha256, again.name) == (SHA, "second.pdf")
    assert file_info(SHA).name == "first.pdf"
    assert FileRow.objects.get().sealed_by == APPLICANT.as_json()
    assert len(in_store(store)) == 1


def test_the_same_content_must_pass_the_rule_of_its_new_place(store):
    seal()
    with pytest.raises(FileRefused) as refusal:
        seal(kinds=["docx"], name="a.docx")
    assert refusal.value.code == "documents.kind_differs"


def test_what_is_refused_leaves_nothing_behind(store):
    with pytest.raises(FileRefused):
        seal(content=making.encrypted_pdf())
    assert FileRow.objects.count() == 0
    assert in_store(store) == []
    assert list((store / "incoming").iterdir()) == []


def test_past_the_limit_nothing_more_is_read(store):
    read = []

    def endless():
        while True:
            read.append(1)
            yield bytes(1024 * 1024)

    with pytest.raises(FileRefused) as refusal:
        seal_file(endless(), "a.pdf", actor=APPLICANT, at=AT, max_mb=3)
    assert refusal.value.says == "「a.pdf」超過 3 MB 的上限。"
    assert len(read) == 4
    assert list((store / "incoming").iterdir()) == []


def test_exactly_the_limit_is_taken(store):
    filled = making.archive([("a.bin", bytes(1024 * 1024 - 114))], packing=0)
    assert len(filled) <= 1024 * 1024
    padded = making.archive([("a.bin", bytes(1024 * 1024 - 114 + 1024 * 1024 - len(filled)))], packing=0)
    assert len(padded) == 1024 * 1024
    assert seal(content=padded, name="a.zip", max_mb=1).size == 1024 * 1024


def test_a_write_that_broke_off_is_mended_by_the_next(store):
    half = store / "files" / SHA[:2] / SHA[2:4] / SHA
    half.parent.mkdir(parents=True)
    half.write_bytes(PDF[:10])
    seal()
    assert half.read_bytes() == PDF


def test_many_are_asked_about_in_one_query(store, django_assert_num_queries):
    other = seal(content=making.image(), name="a.png")
    sealed = seal()
    with django_assert_num_queries(1):
        assert files_info([SHA, other.sha256, "0" * 64]) == {SHA: sealed, other.sha256: other}


def test_an_unknown_hash_is_refused(store):
    with pytest.raises(FileUnknown) as refusal:
        file_info("0" * 64)
    assert refusal.value.says == "找不到這個檔案。"
    with pytest.raises(FileUnknown):
        open_file("../../keys/secret")


def test_a_file_gone_from_the_store_is_refused_and_reported(store):
    seal()
    seal(content=making.image(), name="a.png")
    path = store / "files" / SHA[:2] / SHA[2:4] / SHA
    assert list(damaged_files()) == []
    path.write_bytes(PDF + b"x")
    assert list(damaged_files()) == [SHA]
    path.unlink()
    assert list(damaged_files()) == [SHA]
    with pytest.raises(FileUnknown):
        open_file(SHA)


@pytest.mark.parametrize("attempt", ["UPDATE documents_file SET name = 'x'", "DELETE FROM documents_file"])
def test_the_row_is_written_once(store, attempt):
    seal()
    for role, refused, why in (
        ("xuzhi_app", ProgrammingError, "permission denied"),
        ("none", IntegrityError, "a sealed file stays as it is"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {role}")
            with pytest.raises(refused, match=why), transaction.atomic():
                cursor.execute(attempt)
