"""A sealed file over HTTP: always as something to keep, never as something that runs on this origin."""

from django.http import FileResponse, HttpResponse

from xuzhi.casework.queries.shapes import Attached
from xuzhi.documents import queries as documents
from xuzhi.documents.serving import download_headers, page_headers


def file_answer(attached: Attached) -> FileResponse:
    """The file as an attachment under the name it has in the case. Raises FileUnknown."""
    return named_answer(attached.sha256, attached.name)


def named_answer(sha256: str, name: str | None = None) -> FileResponse:
    """The file as an attachment under `name`, or under the name it was sealed with. Raises FileUnknown."""
    info = documents.file_info(sha256)
    answer = FileResponse(documents.open_file(sha256))
    for header, value in download_headers(info, name).items():
        answer[header] = value
    return answer


def place_answer(sha256: str, page: int, box: tuple[int, int, int, int]) -> HttpResponse:
    """A place on a page, drawn by the server; `box` in thousandths. Raises as page_answer."""
    answer = HttpResponse(documents.place_image(sha256, page, box))
    for name, value in page_headers().items():
        answer[name] = value
    return answer


def page_answer(sha256: str, page: int, width: int = documents.PAGE_WIDTH) -> HttpResponse:
    """One page of a file, drawn by the server about `width` pixels wide. Raises FileUnknown, PageUnknown,
    PageUnreadable."""
    answer = HttpResponse(documents.page_image(sha256, page, width))
    for name, value in page_headers().items():
        answer[name] = value
    return answer
