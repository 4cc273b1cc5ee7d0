"""Lists as files: CSV, XLSX and ODS, row by row, so that their length does not matter to the memory.

Nothing in them is a formula. A text that a spreadsheet would take for one stays a text: by its type in XLSX and ODS, by
an apostrophe before it in CSV. Numbers stay numbers.
"""
