"""The desk in a browser: pages of the casebook, rendered here and readable without scripts.

Law: a page shows, and writes nothing but decisions and what it was given to read; every word of a document is
escaped; nothing is asked of any other host.
"""

from orbat.serve.app import create_app
from orbat.serve.setting import Setting

__all__ = ["Setting", "create_app"]
