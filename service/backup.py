"""Backup and restore: one archive of a municipality's schemas, with what proves it whole."""


class BackupRefused(RuntimeError):
    """A backup that cannot be made or put back; the message says why, and what to do."""
