"""How much is looked at. Beyond these a file is refused, never half read."""

MIB = 1024 * 1024

MAX_MB = 50
"""Of one file, in MiB, where the document's rule does not set its own."""

MAX_ENTRIES = 2_000
"""Entries of an archive, nested ones included."""

MAX_UNPACKED_BYTES = 512 * MIB
"""What an archive may unpack to, nested ones included."""

MAX_RATIO = 200
"""How many times its packed size an entry or a whole archive may unpack to …"""

RATIO_COUNTS_FROM_BYTES = 10 * MIB
"""… counted only from here: a small text file of blanks packs better than any bomb."""

MAX_DEPTH = 2
"""Archives in archives: an office file within a ZIP is one level."""

MAX_PIXELS = 80_000_000
"""Of one image: an A4 page at 800 dpi, or A3 at 600."""

MAX_FRAMES = 200
"""Pages of a TIFF."""

MAX_PAGES = 3_000
"""Of a PDF."""

MAX_TEXT_BYTES = 50 * MIB
"""Of a CSV or JSON file, which are read whole."""
