"""Paths, folders, standard input and addresses -> sources that are read one by one.

Law: naming a source never fails and reads nothing, so that one bad source is reported and the rest go on.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from orbat.capture.fetch import fetch
from orbat.capture.made import DEFAULT, Limits
from orbat.capture.media import SUFFIXES
from orbat.errors import CaptureError


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read. `read` gives its bytes and its server's media type; raises CaptureError."""

    uri: str
    read: Callable[[], tuple[bytes, str | None]]


def gather(
    sources: Sequence[str], stdin: BinaryIO | None = None, limits: Limits = DEFAULT
) -> Iterator[Source]:
    """The sources that `sources` name: files, all files in folders that can be read, `-`, http(s) addresses.

    Folders are gone through in the order of names, hidden files and folders left out.
    """
    for name in sources:
        if name == "-":
            yield Source(name, partial(_stdin, stdin, limits))
        elif name.lower().startswith(("http://", "https://")):
            yield Source(name, partial(fetch, name, limits))
        elif os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises for names with NUL or too long
            yield from _folder(Path(name), limits)
        else:
            yield Source(name, partial(_file, name, limits))


def _folder(folder: Path, limits: Limits) -> Iterator[Source]:
    found = False
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                found = True
                uri = (Path(path) / name).as_posix()
                yield Source(uri, partial(_file, uri, limits))
    if not found:
        yield Source(folder.as_posix(), partial(_nothing, folder))


def _nothing(folder: Path) -> tuple[bytes, str | None]:
    raise CaptureError(f"{folder} holds no file to read ({' '.join(SUFFIXES)}): name the files themselves")


def _file(name: str, limits: Limits) -> tuple[bytes, str | None]:
    try:
        with Path(name).open("rb") as file:
            return _limited(file, name, limits), None
    except FileNotFoundError as error:
        raise CaptureError(f"{name} is not there: check the path") from error
    except PermissionError as error:
        raise CaptureError(f"{name} may not be read: check its permissions") from error
    except (OSError, ValueError) as error:
        raise CaptureError(f"{name!r} cannot be read ({error}): check the path") from error


def _stdin(stdin: BinaryIO | None, limits: Limits) -> tuple[bytes, str | None]:
    if stdin is None:
        raise CaptureError("there is no standard input: name a file")
    return _limited(stdin, "standard input", limits), None


def _limited(file: BinaryIO, name: str, limits: Limits) -> bytes:
    data = file.read(limits.size + 1)
    if len(data) > limits.size:
        raise CaptureError(
            f"{name} is over the limit of {limits.size / 1e6:g} MB: save the part you need as a file"
        )
    return data
