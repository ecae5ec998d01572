"""The error tree. Each message is one line that says what is wrong and what to do.

OrbatError              anything a user can put right; the CLI prints it and exits 1
+-- UsageError          wrong command line or setting; the CLI exits 2
+-- CaptureError        bytes that cannot be got or turned into text
|   +-- FetchError      an address that cannot be fetched
+-- ReadError           a text that cannot be read
+-- DateError           words or values that are no date
+-- StoreError          a casebook that cannot be opened, written or understood
+-- NotFoundError       a name, document or entity that the casebook does not hold
+-- PlaceError          a gazetteer that cannot be used
"""


class OrbatError(Exception):
    """Something a user can put right."""


class UsageError(OrbatError):
    """The command line or a setting is wrong."""


class CaptureError(OrbatError):
    """Bytes that cannot be got or turned into text."""


class FetchError(CaptureError):
    """An address that cannot be fetched."""


class ReadError(OrbatError):
    """A text that cannot be read."""


class DateError(OrbatError, ValueError):
    """Words or values that are no date."""


class StoreError(OrbatError):
    """A casebook that cannot be opened, written or understood."""


class NotFoundError(OrbatError):
    """A name, document or entity that the casebook does not hold."""


class PlaceError(OrbatError):
    """A gazetteer that cannot be used."""
