"""Looks into a file before it is sealed. Pure: a path and a name in, what it is or a FileRefused out."""

from xuzhi.documents.inspection.inspect import Inspected, inspect_file

__all__ = ["Inspected", "inspect_file"]
