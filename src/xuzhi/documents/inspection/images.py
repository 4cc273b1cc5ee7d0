"""Looks into images: how large they would unfold, and whether they are whole."""

import struct
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from xuzhi.documents.inspection.limits import MAX_FRAMES, MAX_PIXELS
from xuzhi.documents.refusals import FileRefused

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)


def pages_of_image(path: Path, name: str) -> int:
    """How many pictures it holds (a TIFF may hold several). Raises FileRefused: too large, damaged."""
    with warnings.catch_warnings():
        # Pillow warns of images past its own limit; ours is checked here, before anything unfolds.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=_FORMATS) as image:
                return _checked_frames(image, name)
        except Image.DecompressionBombError:
            raise _too_large(name) from None
        except _BROKEN:
            raise FileRefused(code="documents.image_damaged", name=name) from None


def _checked_frames(image: Image.Image, name: str) -> int:
    frames = int(getattr(image, "n_frames", 1))
    if frames > MAX_FRAMES:
        raise _too_large(name)
    for frame in range(frames):
        image.seek(frame)
        if image.width * image.height > MAX_PIXELS:
            raise _too_large(name)
    image.seek(0)
    # JPEG unfolds at an eighth of its size for this; the others are read as they are.
    image.draft("RGB", (max(image.width // 8, 1), max(image.height // 8, 1)))
    image.load()
    return frames


def _too_large(name: str) -> FileRefused:
    return FileRefused(code="documents.image_too_large", name=name, limit_megapixels=MAX_PIXELS // 1_000_000)
