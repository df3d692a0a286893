"""The register of residents: who they are, sealed outside the journal, and committed to in it."""
