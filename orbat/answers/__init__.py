"""Answers from a casebook: the views of the part of it that they need, worked out when they are asked for.

Law 3: an answer is a function of what is kept. The tables of worked-out things are made again when they are
missing or stale, and an answer from them is the answer from everything kept (decision 0007).
"""

from orbat.answers.answers import Answers

__all__ = ["Answers"]
