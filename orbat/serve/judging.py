"""What people decide in the browser: about claims, names and headings, and undo.

Law: each is one decision, signed and kept; the page that comes after shows it, and it can be taken back.
"""

from dataclasses import replace
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from orbat import desk
from orbat.answers import Answers
from orbat.errors import UsageError
from orbat.joining import now
from orbat.model import PERSON_MADE, Claim, Entity, Kept
from orbat.resolve import by_person, in_force
from orbat.serve import drafts
from orbat.serve.given import Form, field
from orbat.serve.pages import page
from orbat.serve.setting import casebook, setting, work
from orbat.store import Casebook
from orbat.views import sheet
from orbat.views.document import grades
from orbat.vocab import predicates
from orbat.weigh import grade

router = APIRouter(include_in_schema=False)


@router.post("/claims/{claim}/judge")
def judge(request: Request, claim: str, form: Form) -> Response:
    """Accept or reject a claim."""
    verdict = field(form, "verdict")
    if verdict not in ("accept", "reject"):
        raise UsageError("a claim is accepted or rejected")
    with casebook(request) as opened:
        chosen: Literal["accept", "reject"] = "accept" if verdict == "accept" else "reject"
        desk.judge(opened, claim, chosen, setting(request).user, field(form, "why"), work(request).rejoin)
        return _shown(request, opened, opened.claim(claim), form)


@router.get("/claims/{claim}")
def find(request: Request, claim: str) -> Response:
    """Where a claim stands."""
    with casebook(request) as opened:
        return RedirectResponse(_place(opened, opened.claim(claim)), 303)


@router.get("/claims/{claim}/correct")
def correct_form(request: Request, claim: str) -> Response:
    """A claim as a form."""
    with casebook(request) as opened:
        found = opened.claim(claim)
        kept, stands_for = _around(opened, found.evidence.text)
    if found.id not in kept.claims:
        raise UsageError("this claim is of an older reading: correct the one that stands for it now")
    return _form(request, kept, stands_for, found)


@router.post("/claims/{claim}/correct")
def correct(request: Request, claim: str, form: Form) -> Response:
    """Keep what a claim should say."""
    with casebook(request) as opened:
        old = opened.claim(claim)
        kept, stands_for = _around(opened, old.evidence.text)
        made, mentions = drafts.drafted(kept, stands_for, form, old)
        if replace(made, rule=old.rule) == old:
            raise UsageError("nothing was changed: change what is wrong, or accept the claim")
        who, why = setting(request).user, field(form, "why")
        desk.add(opened, made, mentions, who, why, claim, work(request).rejoin)
        return RedirectResponse(_place(opened, replace(made, rule=PERSON_MADE)), 303)


@router.get("/claims/{claim}/grade")
def grade_form(request: Request, claim: str) -> Response:
    """How credible a claim is, as a form."""
    with casebook(request) as opened:
        found = opened.claim(claim)
        document = opened.document_of_text(found.evidence.text)
        held = grades(opened.worked.decisions()).get(found.id)
    return page(request, "grade.html", claim=found, document=document, held=held.verdict if held else "")


@router.post("/claims/{claim}/grade")
def give_grade(request: Request, claim: str, form: Form) -> Response:
    """Keep how credible a person holds a claim to be."""
    with casebook(request) as opened:
        found = opened.claim(claim)
        given, why = field(form, "grade"), field(form, "why")
        opened.add_decision(grade(found.id, given, setting(request).user, now(), why))
        return _shown(request, opened, found, form)


@router.get("/documents/{document}/add")
def add_form(request: Request, document: str, start: int = 0, end: int = 0) -> Response:
    """A form for a claim that the reader missed, around the words that are selected."""
    with casebook(request) as opened:
        kept, stands_for = _around(opened, opened.text(opened.find_document(document).id).id)
    text = next(iter(kept.texts.values())).body
    return _form(request, kept, stands_for, None, text[max(0, start) : max(0, end)], max(0, start))


@router.post("/documents/{document}/add")
def add(request: Request, document: str, form: Form) -> Response:
    """Keep a claim that the reader missed."""
    with casebook(request) as opened:
        kept, stands_for = _around(opened, opened.text(opened.find_document(document).id).id)
        made, mentions = drafts.drafted(kept, stands_for, form, None)
        who, why = setting(request).user, field(form, "why")
        desk.add(opened, made, mentions, who, why, "", work(request).rejoin)
        return RedirectResponse(_place(opened, replace(made, rule=PERSON_MADE)), 303)


@router.post("/undo")
def undo(request: Request, form: Form) -> Response:
    """Take a decision back: the one that is named, or the last of this person."""
    who = setting(request).user
    with casebook(request) as opened:
        wanted = field(form, "decision")
        if not wanted:
            held = [d for d in in_force(opened.worked.decisions()) if by_person(d) and d.by == who]
            if not held:
                raise UsageError("you have decided nothing yet that could be undone")
            wanted = max(held, key=lambda d: (d.at, d.id)).id
        taken = desk.undo(opened, wanted, who, field(form, "why"), work(request).rejoin)
        if taken.about.startswith("claim-"):
            answer = _shown(request, opened, opened.claim(taken.about), form)
            if taken.verdict in ("correct", "add"):  # a claim goes: the whole list is shown anew
                answer.headers["hx-refresh"] = "true"
            return answer
    return RedirectResponse(_back(form, "/"), 303)


@router.post("/names")
def names(request: Request, form: Form) -> Response:
    """Decide that two are the same, different, or not to be told."""
    verdict = field(form, "verdict")
    if verdict not in ("same", "different", "unsure"):
        raise UsageError("two are the same, different, or you are unsure")
    chosen: desk.Answer = "same" if verdict == "same" else "different" if verdict == "different" else "unsure"
    who, why = setting(request).user, field(form, "why")
    with casebook(request) as opened:
        one, other = field(form, "one"), field(form, "other")
        desk.answer(opened, chosen, one, other, who, why, work(request).rejoin)
    return RedirectResponse(_back(form, f"/entities/{quote(one)}"), 303)


@router.post("/entities/{entity}/heading")
def heading(request: Request, entity: str, form: Form) -> Response:
    """Keep the name that an entity is headed by."""
    with casebook(request) as opened:
        found = Answers(opened).who(entity)
        desk.head(opened, found.id, field(form, "name"), setting(request).user, field(form, "why"))
    return RedirectResponse(f"/entities/{found.id}", 303)


def _around(opened: Casebook, text: str) -> tuple[Kept, dict[str, Entity]]:
    kept = opened.kept_of(opened.document_of_text(text))
    return kept, Answers(opened).stand_for(kept.mentions)


def _place(opened: Casebook, claim: Claim) -> str:
    return f"/documents/{opened.document_of_text(claim.evidence.text).id}#{claim.id}"


def _back(form: Form, otherwise: str) -> str:
    """A page of ours to go back to."""
    path = field(form, "back")
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else otherwise


def _shown(request: Request, opened: Casebook, claim: Claim, form: Form) -> Response:
    """The claim as it is listed now, for a script; or the page that has it."""
    if "hx-request" not in request.headers:
        return RedirectResponse(_back(form, _place(opened, claim)), 303)
    kept, stands_for = _around(opened, claim.evidence.text)
    found = sheet(replace(kept, decisions=opened.worked.decisions()), stands_for)
    shown = next((c for c in found.claims if c.id == claim.id), None)
    return page(request, "claim.html", claim=shown)


def _form(
    request: Request,
    kept: Kept,
    stands_for: dict[str, Entity],
    claim: Claim | None,
    words: str = "",
    start: int = 0,
) -> Response:
    names = {e.heading for e in stands_for.values()} | {
        m.name for m in kept.mentions.values() if m.form == "named" and m.kind != "time"
    }
    return page(
        request,
        "draft.html",
        document=next(iter(kept.documents.values())),
        claim=claim,
        draft=drafts.filled(kept, stands_for, claim, words, start),
        names=sorted(names),
        predicates=list(predicates().values()),
        drafts=drafts,
    )
