"""Words that say when, as dates: each counted from its section's dateline. Plain strings, no parser.

Law: what the words and the dateline do not tell stays unknown; no date is made up.
"""

from orbat.dates.calendar import check_date
from orbat.dates.find import TimeExpression, find_times

__all__ = ["TimeExpression", "check_date", "find_times"]
