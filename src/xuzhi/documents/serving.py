"""How a sealed file leaves: as an attachment that no browser runs on this origin.

Pages of PDFs and images are shown as PNG drawn by the server (`queries.page_image`); nothing a user made is served
inline.
"""

from django.utils.http import content_disposition_header

from xuzhi.documents.shapes import SealedFile

_NEVER_RUN = "default-src 'none'; style-src 'none'; script-src 'none'; frame-ancestors 'none'; sandbox"
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": _NEVER_RUN,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


def download_headers(file: SealedFile, name: str | None = None) -> dict[str, str]:
    """Headers for handing the file out under `name`, or under the name it was sealed with."""
    return {
        **_COMMON,
        "Content-Type": file.media_type,
        "Content-Length": str(file.size),
        "Content-Disposition": content_disposition_header(True, name or file.name) or "attachment",
        "X-Download-Options": "noopen",
        "Cache-Control": "private, no-store",
        "ETag": f'"{file.sha256}"',
    }


def page_headers() -> dict[str, str]:
    """Headers for a page's PNG: what it shows never changes, but only those who may see it keep it."""
    return {**_COMMON, "Content-Type": "image/png", "Cache-Control": "private, max-age=3600, immutable"}
