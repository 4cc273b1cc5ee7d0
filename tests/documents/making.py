"""Real files, good and bad, made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

import pikepdf
from openpyxl import Workbook
from PIL import Image

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
POWERPOINT_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def pdf(pages: int = 1, **saving) -> bytes:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 300))
        made = io.BytesIO()
        document.save(made, **saving)
    return made.getvalue()


def drawn_pdf() -> bytes:
    """One page, its left half black."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 300))
        page.Contents = document.make_stream(b"0 0 0 rg 0 0 100 300 re f")
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()


def encrypted_pdf(user: str = "secret") -> bytes:
    return pdf(encryption=pikepdf.Encryption(user=user, owner="owner", R=6))


def image(form: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", colour: object = "red") -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, form)
    return made.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it is `width` by `height`: black-and-white, every row blank."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(min(height, 2000))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def tiff(frames: int) -> bytes:
    made = io.BytesIO()
    sheets = [Image.new("1", (60, 80), number % 2) for number in range(frames)]
    sheets[0].save(made, "TIFF", save_all=True, append_images=sheets[1:])
    return made.getvalue()


def archive(entries: Iterable[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as target:
        for name, content in entries:
            target.writestr(name, content)
    return made.getvalue()


def office(main: str = WORD_MAIN, part: str = "word/document.xml", more: Iterable[tuple[str, bytes]] = ()) -> bytes:
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{part}" ContentType="{main}"/>'
        "</Types>"
    )
    return archive([("[Content_Types].xml", types.encode()), (part, b"<document/>"), *more])


def open_document(manifest: bytes = b"<manifest/>") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        target.writestr("content.xml", "<content/>")
        target.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def workbook() -> bytes:
    made = io.BytesIO()
    book = Workbook()
    book.active.append(["品名", "單價"])
    book.save(made)
    return made.getvalue()


def dense_archive(megabytes: int) -> bytes:
    """Blanks that pack about a thousand to one."""
    return archive([("blank.bin", bytes(megabytes * 1024 * 1024))])


def nested_archive(levels: int) -> bytes:
    made = archive([("note.txt", b"innermost")])
    for _ in range(levels - 1):
        made = archive([("inner.zip", made)])
    return made


def overlapping_archive(entries: int, unpacked: int = 60_000) -> bytes:
    """Every entry of the directory points to the one packed body: as much as `entries` times what is there."""
    whole = archive([("a.txt", bytes(unpacked))])
    end = whole.rindex(b"PK\x05\x06")
    start = whole.index(b"PK\x01\x02")
    header = whole[start:end]
    directory = b"".join(header.replace(b"a.txt", f"{number:05d}".encode()) for number in range(entries))
    closing = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), start, 0)
    return whole[:start] + directory + closing


def lying_archive() -> bytes:
    """The directory says 10 bytes; the body unpacks to many more."""
    whole = bytearray(archive([("a.txt", bytes(100_000))]))
    start = whole.index(b"PK\x01\x02")
    whole[start + 24 : start + 28] = struct.pack("<L", 10)
    return bytes(whole)


def encrypted_archive() -> bytes:
    """The flag that says an entry is encrypted, as any packer sets it."""
    whole = bytearray(archive([("a.txt", b"secret")]))
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)
