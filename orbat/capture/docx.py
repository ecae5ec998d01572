"""DOCX -> Made, by python-docx: paragraphs and tables in the order of the document.

Law: all text of the document's body is there, that in text boxes, content controls and insertions too;
what was deleted is not. A row of a table is one line, its cells apart by " | ".
"""

import io
import zipfile
from typing import Any

import docx as python_docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from orbat.capture.made import About, Made, Mark
from orbat.capture.sections import junk
from orbat.errors import CaptureError
from orbat.model import Role

UNPACKED = 500_000_000  # bytes; a report that unpacks to more is a bomb
_P, _R_STYLE, _TR, _TC, _TBL = qn("w:p"), qn("w:pStyle"), qn("w:tr"), qn("w:tc"), qn("w:tbl")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ROLES: dict[str, Role] = {"title": "title", "caption": "caption", "quote": "quote", "intense quote": "quote"}


def make(data: bytes, uri: str, charset: str | None) -> Made:
    """A DOCX. Raises CaptureError where it is broken or has no text."""
    broken = f"{uri} is a broken Word document: open it in an office program and save it again as .docx"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > UNPACKED:
                raise CaptureError(
                    f"{uri} unpacks to more than {UNPACKED // 1_000_000} MB: save its text and read that"
                )
        document = python_docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, etree.LxmlError, KeyError, ValueError, EOFError, OSError) as error:
        raise CaptureError(broken) from error
    styles = {s.style_id: (s.name or "").lower() for s in document.styles}
    parts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for words, style in _blocks(document.element.body):
        if role := _ROLES.get(styles.get(style, "")):
            marks.append(Mark(at, at + len(words) + 1, role))
        parts.append(words + "\n")
        at += len(words) + 1
    body = "".join(parts)
    if not body.strip():
        raise CaptureError(
            f"{uri} has no text: if it holds pictures of pages, run text recognition (OCR) first"
        )
    return Made(body, properties=_about(document), marks=tuple(marks))


def _blocks(top: Any) -> list[tuple[str, str]]:
    """Paragraphs and rows, each with its style's id; an empty line after a paragraph and after a table."""
    out: list[tuple[str, str]] = []
    for element in top.iter(_P, _TR, _TBL):
        inside = [a.tag for a in element.iterancestors() if a.tag in (_TR, _P, _FALLBACK)]
        if element.tag == _TBL or inside:
            continue  # rows are written whole; paragraphs in a row or paragraph belong to it
        if element.tag == _TR:
            words = " | ".join(" ".join(_words(cell).split()) for cell in element.iter(_TC))
            out.append((words, ""))
            if element.getnext() is None:
                out.append(("", ""))
        elif words := _words(element).strip():
            style = element.find(f".//{_R_STYLE}")
            out.extend([(words, style.get(qn("w:val"), "") if style is not None else ""), ("", "")])
    return out


_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", _P: "\n"}


def _words(element: Any) -> str:
    parts: list[str] = []
    for item in element.iter(qn("w:t"), *_SIGNS):
        if any(a.tag == _FALLBACK for a in item.iterancestors()) or item.getparent().tag == qn("w:tabs"):
            continue
        parts.append(_SIGNS.get(item.tag) or item.text or "")
    return "".join(parts)


def _about(document: Any) -> About:
    core = document.core_properties
    writers = tuple(w.strip() for w in (core.author or "").split(";") if not junk("authors", w))
    made = core.created.date().isoformat() if core.created else None
    changed = core.modified.date().isoformat() if core.modified else None
    return About(None if junk("titles", core.title) else core.title, writers, None, made, changed)
