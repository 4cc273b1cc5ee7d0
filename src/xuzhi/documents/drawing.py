"""Draws one page as PNG, in a process of its own.

The content is somebody else's, and drawing it takes native code: so it happens in a process that may use only so
much time and memory, and that takes nothing down with it. Run as a program it needs neither Django nor a database:

    python -m xuzhi.documents.drawing PATH MEDIA_TYPE PAGE WIDTH > page.png
"""

import resource
import subprocess
import sys
from pathlib import Path

SECONDS = 20
_MEMORY_BYTES = 2 * 1024**3
_MAX_HEIGHT_TO_WIDTH = 8


class DrawingFailed(Exception):
    """The page could not be drawn within the limits."""


def draw_page(path: Path, media_type: str, page: int, width: int) -> bytes:
    """Page `page` (from 1) of the PDF or image at `path`, as PNG `width` pixels wide. Raises DrawingFailed."""
    command = [sys.executable, "-m", "xuzhi.documents.drawing", str(path), media_type, str(page), str(width)]
    try:
        drawn = subprocess.run(command, capture_output=True, timeout=SECONDS + 5, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise DrawingFailed(str(error)) from None
    return drawn.stdout


def _draw_pdf(path: str, page: int, width: int) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        sheet = document[page - 1]
        across, down = sheet.get_size()
        scale = width / max(across, down / _MAX_HEIGHT_TO_WIDTH, 1)
        picture = sheet.render(scale=scale, may_draw_forms=False).to_pil()
    picture.convert("RGB").save(sys.stdout.buffer, "PNG", optimize=False)


def _draw_image(path: str, page: int, width: int) -> None:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the file was measured before it was sealed
    with Image.open(path, formats=("PNG", "JPEG", "TIFF", "WEBP")) as source:
        source.seek(page - 1)
        source.draft("RGB", (width, width))
        upright = ImageOps.exif_transpose(source) or source
        upright.thumbnail((width, width * _MAX_HEIGHT_TO_WIDTH))
        # On white: transparent scans would turn black. Nothing of the file's metadata is carried over.
        sheet = Image.new("RGB", upright.size, "white")
        shown = upright.convert("RGBA")
        sheet.paste(shown, mask=shown.getchannel("A"))
    sheet.save(sys.stdout.buffer, "PNG")


def _main(arguments: list[str]) -> None:
    path, media_type, page, width = arguments
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    draw = _draw_pdf if media_type == "application/pdf" else _draw_image
    draw(path, int(page), int(width))


if __name__ == "__main__":
    _main(sys.argv[1:])
