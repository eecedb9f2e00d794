"""The errors a person can do something about."""


class SdcardsError(Exception):
    """A command cannot go on; the message says what was found and what to do."""


class UsageError(SdcardsError):
    """The words on the command line do not fit; the process exits with 2."""
