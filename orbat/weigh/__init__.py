"""Claims and entities in, findings out: who says the same, who says otherwise, and by which rule we see it.

Law 4: nothing is retired or preferred; every claim that no person rejected supports or disputes a finding.
Law 6: a voice counts once, through however many pages and copies it speaks.
"""

from orbat.weigh.findings import findings
from orbat.weigh.times import ALWAYS, Dates, days, doubtful, known, overlap, within

__all__ = ["ALWAYS", "Dates", "days", "doubtful", "findings", "known", "overlap", "within"]
