"""What a benchmark's process holds."""

import resource
import sys


def megabytes() -> float:
    """The most memory resident at once: ru_maxrss, which Linux counts in KiB and macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
