"""Known lists (sanctions and the like): bytes to entries, entries to documents with claims.

Law: a list is one more voice. Its entries are kept and weighed as reports are, and never as the truth.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from orbat.errors import CaptureError
from orbat.lists.entry import Entry, kept
from orbat.lists.rows import Row, read_csv, read_ftm
from orbat.lists.xml import read_xml

__all__ = ["Entry", "Row", "kept", "read_list"]

HEAD = 4096  # bytes that are looked at to tell the format


def read_list(file: BinaryIO, path: Path) -> Iterator[Row]:
    """The entries of a list file, one by one: an entry, None for one that is nobody, or what is wrong.

    Raises CaptureError for a file that is no list, or that breaks off.
    """
    head = file.read(HEAD)
    file.seek(0)
    start = head.translate(None, b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n")[:1]
    if not start:
        raise CaptureError(f"{path} is empty: get the file again")
    if start == b"<":
        return read_xml(file, str(path))
    if start == b"{":
        return read_ftm(file, str(path))
    return read_csv(file, path)
