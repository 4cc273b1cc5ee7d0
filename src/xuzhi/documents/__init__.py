"""Sealed files: taken in as a stream, looked into, kept under their SHA-256, never changed, never run.

`inspection` is pure: it judges a file on disk and knows neither Django nor a database.
"""
