"""The staff register: workers' names and logins, sealed outside the journal, committed to in it."""
