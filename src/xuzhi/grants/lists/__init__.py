"""Lists of hundreds that come as a file: read, matched by their heads, checked row by row, counted."""
