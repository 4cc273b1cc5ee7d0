"""Pictures: size, what the camera wrote into them, and what follows after their end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.report import Report

_ENDS = {"PNG": b"IEND\xaeB\x60\x82", "JPEG": b"\xff\xd9"}
_SLACK = 64


def read_image(path: Path, report: Report) -> list[Line]:
    """Fill the report. What is written in the picture is for OCR to read: every frame is a scanned page."""
    Image.MAX_IMAGE_PIXELS = None  # measured at the door
    with Image.open(path, formats=("PNG", "JPEG", "TIFF", "WEBP")) as image:
        frames = int(getattr(image, "n_frames", 1))
        exif = image.getexif()
        report.facts |= {"pages": frames, "width": image.width, "height": image.height, "format": str(image.format)}
        _inspect_exif(exif, report)
        form = str(image.format)
    report.facts["scanned_pages"] = list(range(1, frames + 1))
    _inspect_end(path, form, report)
    return []


def _inspect_exif(exif: Any, report: Report) -> None:
    position = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if position:
        report.add("place_in_picture", "undetermined", found=_position(position))
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    taken = camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    if taken:
        report.facts["taken_at"] = str(taken)
    if software := exif.get(ExifTags.Base.Software):
        report.facts["software"] = str(software)[:100]


def _position(gps: Any) -> str:
    """Degrees, minutes and seconds of latitude and longitude, as they stand."""
    parts = [gps.get(number) for number in (1, 2, 3, 4)]
    if not all(parts):
        return ""
    shown = [" ".join(f"{float(each):g}" for each in parts[number]) for number in (1, 3)]
    return f"{parts[0]} {shown[0]}, {parts[2]} {shown[1]}"


def _inspect_end(path: Path, form: str, report: Report) -> None:
    end = _ENDS.get(form)
    if end is None:
        return
    content = path.read_bytes()
    after = len(content) - (content.rfind(end) + len(end))
    marks = (b"PK\x03\x04", b"%PDF-", b"<script", b"<?php", b"MZ\x90")
    if after > _SLACK or any(mark in content[-after:] for mark in marks if after):
        report.add("trailing_data", found=f"{after} bytes")
