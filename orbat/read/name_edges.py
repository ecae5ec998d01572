"""Where the names of a passage begin and end, by letters and words; what they name is another's affair.

Law: a name's edges hold no article, title, possessive ending or stray mark, and cut no unit name.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from orbat.read.language import text_of
from orbat.read.lexicon import country_of, demonym_of, words
from orbat.read.truecase import is_common

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

# The Arabic article as it is spelt before a name, also joined to the sound after it: al-, ez-Zor, esh-Sham
ARABIC = r"(?:[AEae](?:[lnrz]|[sdt]h?)|[Uu](?:[lnrz]|[sd]h?))"
ARTICLE = rf"(?:{ARABIC}|l|d|wal|bil)[-‐‑']"
SHORT = (
    r"(?:Lt|Gen|Col|Maj|Capt|Sgt|Brig|Adm|Cmdr|Cdr|Cpl|Pvt|Spc|Pfc|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Sen|Rep|Gov|St|Mt|Ft|"
    r"Supt|Amb|Pres)\."
)
# what may follow a hyphen that ends a name: US-led, Hutu-dominated
SAID = (
    r"(?:[a-z]+ed|led|held|run|born|made|speaking|owned|wide|era|style|like|bound|majority|flagged|allied)\b"
)
LETTER = rf"(?:[\w‘ʿʾ`]|&(?![a-z]+;)|['’](?=\w)|[‐‑.-](?!{SAID})(?=\w))"
WORD = (
    rf"(?:{SHORT}(?= )|(?:[A-Z]\.)+(?:[A-Z](?!\w)|(?!\w))|"
    rf"(?:{ARTICLE})?['‘ʿ]?[A-ZÀ-ÞŠŽĀ-Ž]{LETTER}*(?:'(?=[\s,.;:)\]]|$)(?<=[a-z]'))?)"
)
INSIDE = (
    r"(?:of the|of|for the|for|and the|and|de la|de los|del|de|da|do|dos|du|des|di|van|von|der|wa|wal|ya|bin|"
    r"ibn|ben|bint|ould|ag|uld|walad|ap|al|ul|el|y|et la|et le|et|la|le|ash|as|pour la|pour le|pour|au|"
    r"against|in the|in|to the|to)"
)
# a lower-case word pasted onto a name (militiaHarakat) is not its beginning
BEGIN = r"(?:(?<![\w'’])|(?<=[a-z]{3})(?=[A-Z][a-z]{3}))"
NAME = re.compile(rf"{BEGIN}{WORD}(?:(?: | {INSIDE} ){WORD})*")
LINK = re.compile(rf" ({INSIDE}) ")
NAMING = {
    "ORG",
    "GPE",
    "LAW",
    "WORK_OF_ART",
    "EVENT",
    "FAC",
}  # the tagger's labels of names that hold an "of"


def lower_words(name: str) -> list[str]:
    """The words of a name in lower case, without articles joined to them."""
    return [re.sub(rf"^{ARABIC}[-']", "", w.lower()) for w in name.split()]


def candidates(doc: "Doc") -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, cut where two names meet: character offsets, in order."""
    headings = [m.span() for m in re.finditer(r"[^\n]+", text_of(doc)) if is_heading(m.group())]
    for match in NAME.finditer(text_of(doc)):
        heading = any(a <= match.start() < b for a, b in headings)
        for start, end in _at_links(doc, *match.span()):
            for a, b in _at_seams(doc, start, end, heading):
                trimmed = trim(doc, a, b)
                if trimmed and not (heading and is_plain(text_of(doc)[slice(*trimmed)])):
                    yield trimmed


def is_heading(line: str) -> bool:
    """Whether a line is a heading in title case: long words all capitals, several of them common."""
    found = re.findall(r"[^\W\d_]{4,}", line)
    plain = [w for w in found if is_plain(w)]
    ends = line.rstrip(" \"'”’)").endswith((".", "!", "?", ";", ","))
    return not ends and len(found) > 3 and len(plain) > 1 and all(w[0].isupper() for w in found)


def is_plain(name: str) -> bool:
    """Whether a capitalised word is a common one, which only a heading capitalises."""
    low = name.lower()
    naming = (
        words("groups", "last")
        | words("groups", "first")
        | words("places", "words")
        | words("titles", "posts")
    )
    return low not in naming and is_common(low) and not demonym_of(name) and not country_of(name)


def _at_links(doc: "Doc", start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch at small words that do not belong inside one name."""
    text = text_of(doc)
    at = start
    for link in LINK.finditer(text, start, end):
        if not joins(doc, link, text[at : link.start()], text[link.end() : end]):
            yield at, link.start()
            at = link.end()
    yield at, end


def joins(doc: "Doc", link: re.Match[str], left: str, right: str) -> bool:
    """Whether the words on both sides of a link are one name."""
    kind = link.group(1).split()[0]
    if kind in words("names", "bound"):
        return True
    ent = entity_over(doc, link.start() - 1, link.end() + 1)
    label = ent.label_ if ent is not None else ""
    last = lower_words(left)[-1].rstrip(".")
    grouped = bool(set(lower_words(left)) & (words("groups", "last") | words("groups", "first")))
    if kind == "of":
        if (
            demonym_of(right)
            and not country_of(right)
            and re.match(r" [a-z]", text_of(doc)[link.end() + len(right) :])
        ):
            return False  # the 3rd Regiment of the Malian army
        return _of(f"{last} {link.group(1)} {right}".lower(), last, right, grouped or bool(label in NAMING))
    if kind in ("for", "against", "in", "to", "pour"):
        linked = grouped and (kind in ("for", "pour") or bool(label))
        if re.search(r"(?i)\b(?:al-qa'?[ei]da|islamic state)$", left) and kind in (
            "in",
            "for",
        ):
            return (
                label in ("ORG", "LAW")
                or re.match(r"Islamic|Arabian|Indian|Greater|West Africa", right) is not None
            )
        return linked and not (kind == "in" and link.group(1) == "in" and label not in ("ORG", "FAC"))
    if kind in ("and", "y", "et"):
        return _and(left, right, label)
    return False


def _of(whole: str, last: str, right: str, grouped: bool) -> bool:
    if last in words("groups", "units") and lower_words(_first_part(right))[-1] in words("groups", "last"):
        return False  # 1st Battalion of the 3rd Brigade: two units
    if last in (words("titles", "posts") | words("titles", "ranks")) - words("titles", "partial"):
        return "-".join(whole.split()[:3]) in words("titles", "offices")
    return grouped or last in words("names", "of")


def _first_part(right: str) -> str:
    return re.split(r" (?:of|for|and|in|against|to)\b", right)[0]


def _and(left: str, right: str, label: str) -> bool:
    tail = re.split(r" (?:of|for) ", left)[-1]
    first = re.match(r"\S+", right)
    if first and country_of(f"{tail} and {first.group()}"):
        return True
    if re.search(r"[Ss]tate (?:of|in) Iraq$", left) and re.match(
        r"(?:[Ss]yria|(?:the )?Levant|(?:al|ash)-Sham)\b", right
    ):
        return True
    for_ = re.search(r" for (?:the )?(\w+)$", left)
    if for_ and set(lower_words(left)) & words("groups", "last") and not re.search(r" (?:of|for) ", right):
        return len(right.split()) == 1  # Salafist Group for Preaching and Combat
    inner = bool(re.search(r" (?:of|for|pour)\b", left)) or set(lower_words(right)) & words("groups", "last")
    return bool(label in ("ORG", "LAW", "WORK_OF_ART") and inner)


def entity_over(doc: "Doc", start: int, end: int) -> "Span | None":
    """The tagger's entity that covers both characters."""
    for ent in doc.ents:
        if ent.start_char <= start and end <= ent.end_char:
            return ent
    return None


def _at_seams(doc: "Doc", start: int, end: int, heading: bool) -> Iterator[tuple[int, int]]:
    """Cut where two names stand side by side with nothing between."""
    text = text_of(doc)
    parts = [(m.start(), m.end()) for m in re.finditer(r"\S+", text[start:end])]
    at = start
    for (_, left), (right, _) in pairwise(parts):
        before = text[at : start + left]
        plain = heading and is_plain(before.rsplit(maxsplit=1)[-1]) != is_plain(
            text[start + right :].split(maxsplit=1)[0]
        )
        if plain or _seam(doc, before, start + right, end):
            yield at, start + left
            at = start + right
    yield from _twins(text, at, end)


def _seam(doc: "Doc", before: str, at: int, end: int) -> bool:
    """Whether one name ends with the words `before` and the next begins at character `at`."""
    left, right = before.rsplit(maxsplit=1)[-1], text_of(doc)[at:end].split(maxsplit=1)[0]
    if re.search(r"['’]s$|s['’]$", left):
        return left.lower().replace("’", "'") not in words("names", "possessive")
    if right.lower() in words("names", "small") or left.lower() in words("names", "small"):
        return True
    if left.endswith(".") and right.lower() in words("names", "starters"):
        return True
    unit = words("groups", "first") - words("groups", "last")
    low = lower_words(right)[0]
    if low in unit and len(low) > 3 and not set(lower_words(before)) & (unit | words("groups", "last")):
        return len(before.split()) > 1
    if not set(lower_words(before)) & (words("groups", "last") | words("groups", "first")):
        return False
    told = re.search(r"(\w+) of (?:the )?$", text_of(doc)[: at - len(before) - 1][-40:])
    if told and told.group(1) in words("described", "persons") and lower_words(before)[0] in unit:
        return len(before.split()) > 1 and len(text_of(doc)[at:end].split()) > 1 and "-" not in right[:3]
    return len(before.split()) > 1 and any(
        e.label_ == "PERSON" and e.start_char == at and len(e) > 1 and e.end_char <= end for e in doc.ents
    )


def _twins(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Jordan-Israel, UK-France: two countries joined by a hyphen."""
    first = re.match(r"([A-Z][\w.]+)[-–]([A-Z][\w.]+)", text[start:end])
    if (
        first
        and not country_of(first.group())
        and all(country_of(w) or demonym_of(w) for w in first.groups())
    ):
        yield start, start + first.end(1)
        yield start + first.start(2), start + first.end(2)
        rest = re.match(r"\s+(?=\S)", text[start + first.end() : end])
        if not rest:
            return
        start += first.end() + rest.end()
    yield start, end


def trim(doc: "Doc", start: int, end: int) -> tuple[int, int] | None:
    """Drop a sentence's first word where it is no name, possessive endings and stray marks."""
    text = text_of(doc)
    end = start + len(re.sub(rf"(?: {INSIDE})+$", "", text[start:end]))
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    elif text[end - 1 : end] in "'’" and (
        text[end - 2 : end - 1] == "s" or text[start - 1 : start] in ("'", "‘")
    ):
        end -= 1
    while (
        end > start
        and text[end - 1] in ".-&"
        and not re.search(r"\b(?:[A-Z]\.){2,}$|\b[JS]r\.$", text[start:end])
    ):
        end -= 1
    while True:
        first = re.match(r"\S+", text[start:end])
        if not first:
            return None
        if not droppable(doc, start, first.group(), alone=first.end() == end - start):
            return start, end
        rest = re.match(r"\S+\s+(?:(?:of|for|the|and|to the|to|in the|in) )*", text[start:end])
        if not rest or rest.end() >= end - start:
            return None
        start += rest.end()


def droppable(doc: "Doc", start: int, word: str, alone: bool) -> bool:
    """Whether a capitalised word is there for the sentence's sake or as a title-less common word."""
    low = word.lower().rstrip(".,'")
    if low in ("the", "a", "an"):
        return True
    token = doc.char_span(start, start + len(word), alignment_mode="expand")
    if token is None or demonym_of(word):
        return False
    if alone and low in words("names", "never"):
        return True
    head = token[0]
    back = head.i - 1
    while back >= 0 and doc[back].text.strip(" \n\t.•-*–\"“'([:") == "":
        back -= 1
    starts = bool(head.is_sent_start) or back < head.i - 1 or head.i == 0
    if starts and low in words("names", "openers"):
        return True
    if head.pos_ in (
        "PRON",
        "DET",
        "ADP",
        "SCONJ",
        "CCONJ",
        "ADV",
        "AUX",
        "INTJ",
        "PART",
    ):
        return starts or low in words("names", "never")
    plain = starts and is_common(low) and head.pos_ not in ("PROPN",) and not head.ent_type_
    ranked = words("titles", "ranks") | words("titles", "posts") if not alone else frozenset()
    return plain and low not in words("groups", "first") | ranked
