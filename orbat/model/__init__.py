"""The nouns: what was read, what was decided, what is worked out. No I/O.

Law: everything kept is frozen and named by its content, so that reading twice is reading once.
"""

from orbat.model.nouns import (
    LIST_ENTRY,
    LIST_ENTRY_URI,
    MACHINE,
    PERSON,
    PERSON_MADE,
    Attribution,
    Basis,
    Claim,
    Decision,
    Document,
    Entity,
    Form,
    Kept,
    Kind,
    Location,
    Mention,
    Name,
    NameKind,
    Precision,
    Qualifiers,
    Reading,
    Reject,
    Role,
    Run,
    Section,
    Stance,
    Status,
    Text,
    Tie,
    Verdict,
    Voice,
)
from orbat.model.values import (
    Bound,
    Dated,
    Object,
    Period,
    Quantity,
    Ref,
    Span,
    Words,
    identify,
    to_json,
)
from orbat.model.weighed import Dispute, Finding, Independent, Interest, Remark, Spell, Standing

__all__ = [
    "LIST_ENTRY", "LIST_ENTRY_URI", "MACHINE", "PERSON", "PERSON_MADE", "Attribution", "Basis",
    "Bound", "Claim", "Dated", "Decision", "Dispute", "Document", "Entity", "Finding", "Form",
    "Independent", "Interest", "Kept", "Kind", "Location", "Mention", "Name", "NameKind", "Object",
    "Period", "Precision", "Qualifiers", "Quantity", "Reading", "Ref", "Reject", "Remark", "Role", "Run",
    "Section", "Span", "Spell", "Stance", "Standing", "Status", "Text", "Tie", "Verdict", "Voice",
    "Words", "identify", "to_json",
]  # fmt: skip
