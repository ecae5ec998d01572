"""Claims and entities in, findings out: who says the same, who says otherwise, and by which rule we see it.

Law 4: nothing is retired or preferred; every claim that no person rejected supports or disputes a finding.
Law 6: a voice counts once, through however many pages and copies it speaks.
"""

from orbat.weigh.findings import findings, holding
from orbat.weigh.grades import Grades, Suggestion, grade, suggest
from orbat.weigh.independence import BELONGING, TIES, group_of
from orbat.weigh.origins import Copy, Origins, origins
from orbat.weigh.times import ALWAYS, ANY_DAY, Dates, days, doubtful, known, overlap, within

__all__ = [
    "ALWAYS",
    "ANY_DAY",
    "BELONGING",
    "TIES",
    "Copy",
    "Dates",
    "Grades",
    "Origins",
    "Suggestion",
    "days",
    "doubtful",
    "findings",
    "grade",
    "group_of",
    "holding",
    "known",
    "origins",
    "overlap",
    "suggest",
    "within",
]
