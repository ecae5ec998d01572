"""Orbat reads reports about armed groups and says who they are: sourced, dated, disputed claims."""

import os

# One process reads on one core, and more by more processes: threads of small sums only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
