"""Names that are written as one word or as two: Abdurrahman, Saifuddin, Habibullah.

Law: a function of the word alone; both ways to write it give one word.
"""

import re

LETTERS = 5  # of the shortest of them in a script without vowels
_ABD = re.compile(r"abd[aeiou]*([^aeiou])(?=.{2})")
_FAITH = re.compile(r"(..+?)(?:[aeiou]+d?|al|el)d(?:i|ee|y|ie)ne?")
_GOD = re.compile(r"(...+?[^aeiou]|..+i)[aeiou]+ll+[ae]h?")
_TWICE = re.compile(r"^([rsndtz])\1")


def one_word(text: str, bare: bool) -> str:
    """A compound written as one word, in the form that it has when put together from two."""
    if len(text) < LETTERS or text.isdigit():
        return text
    if bare:
        if text.startswith("bd"):
            return "bd" + served(text[2:].removeprefix("al"))
        if text.endswith("allh"):
            return text[:-4] + "la"
        return text[:-5] + "dyn" if text.endswith("aldyn") else text
    if len(text) > LETTERS:
        if found := _ABD.match(text):
            return "abd" + served(text[found.start(1) :])
        if found := _FAITH.fullmatch(text):
            return found[1] + "din"
        if found := _GOD.fullmatch(text):
            return found[1] + "lah"
    return text


def served(text: str) -> str:
    """Whose servant: the name after "abd" without the article, whose l may have become the next letter."""
    plain = text.lstrip("l")
    if plain in ("h", "lh"):
        return "la"
    return "l" + plain if plain[:2] in ("ah", "a") else _TWICE.sub(r"\1", plain)


def core(text: str, bare: bool) -> str:
    """What is left without what many such names begin or end with: samad of abdsamad."""
    least = 1 if bare else 2
    for start, end in (
        (("bd", ""), ("", "la"), ("", "dyn")) if bare else (("abd", ""), ("", "lah"), ("", "din"))
    ):
        if text.startswith(start) and text.endswith(end) and len(text) - len(start + end) > least:
            return text[len(start) : len(text) - len(end)]
    return text
