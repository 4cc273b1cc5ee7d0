"""The same operations with XUZHI_FILES=s3://…, against a small S3 that this file runs on this machine."""

import hashlib
import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.core.exceptions import ImproperlyConfigured

from xuzhi.documents.operations import append_chunk, begin_upload, finish_upload, seal_file
from xuzhi.documents.queries import damaged_files, open_file, page_image
from xuzhi.documents.refusals import FileUnknown
from xuzhi.documents.storage import files

from . import making
from .conftest import APPLICANT, AT


class SmallS3(BaseHTTPRequestHandler):
    """Objects of one server in a dictionary: put, get, head, delete and list."""

    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            body = self.unchunked(body)
        self.server.objects[self.key] = body
        self.answer(200)

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        if "list-type" in query or "prefix" in query:
            return self.answer(200, self.listing(query), "application/xml")
        content = self.server.objects.get(self.key)
        if content is None:
            return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml")
        return self.answer(200, content)

    def do_DELETE(self):
        self.server.objects.pop(self.key, None)
        self.answer(204)

    @property
    def key(self):
        return unquote(urlsplit(self.path).path).lstrip("/")

    def listing(self, query):
        bucket, prefix = self.key.strip("/"), query.get("prefix", [""])[0]
        keys = [key.removeprefix(f"{bucket}/") for key in sorted(self.server.objects)]
        contents = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in keys if key.startswith(prefix))
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>".encode()

    @staticmethod
    def unchunked(body):
        whole, source = b"", io.BytesIO(body)
        while size := int(source.readline().split(b";")[0], 16):
            whole += source.read(size)
            source.readline()
        return whole

    def answer(self, status, body=b"", kind="application/octet-stream"):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", kind)
            self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()[:32]}"')
            self.send_header("Last-Modified", "Sun, 22 Nov 2026 09:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def objects(store, settings, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), SmallS3)
    server.objects = {}
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-east-2")
    settings.XUZHI_FILES = "s3://evidence/sealed"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.objects
    server.shutdown()
    server.server_close()


def test_files_are_sealed_read_and_drawn_from_s3(objects, store):
    content = making.drawn_pdf()
    sealed = seal_file(io.BytesIO(content), "a.pdf", actor=APPLICANT, at=AT)
    sha256 = sealed.sha256
    assert objects == {f"evidence/sealed/{sha256[:2]}/{sha256[2:4]}/{sha256}": content}
    with open_file(sha256) as opened:
        assert opened.read() == content
    assert page_image(sha256, 1, 200).startswith(b"\x89PNG")
    assert list(damaged_files()) == []
    assert list((store / "incoming").iterdir()) == []


def test_chunks_gather_in_s3_so_any_web_process_may_take_the_next(objects, django_capture_on_commit_callbacks):
    content = making.pdf(30)
    upload = begin_upload("a.pdf", len(content), actor=APPLICANT, at=AT)
    for start in range(0, len(content), 1000):
        append_chunk(upload.id, start, content[start : start + 1000], actor=APPLICANT)
    with django_capture_on_commit_callbacks(execute=True):
        sealed = finish_upload(upload.id, actor=APPLICANT, at=AT)
    assert list(objects.values()) == [content]
    assert sealed.sha256 == hashlib.sha256(content).hexdigest()


def test_an_object_gone_from_the_bucket_is_refused(objects):
    sealed = seal_file(io.BytesIO(making.pdf()), "a.pdf", actor=APPLICANT, at=AT)
    objects.clear()
    with pytest.raises(FileUnknown):
        open_file(sealed.sha256)
    assert list(damaged_files()) == [sealed.sha256]


@pytest.mark.parametrize("where", ["s3:///prefix", "https://bucket", "/somewhere"])
def test_a_place_that_is_none_is_an_error_at_once(store, settings, where):
    settings.XUZHI_FILES = where
    with pytest.raises(ImproperlyConfigured, match="s3://bucket/prefix or empty"):
        files()
