"""Fixing facts in the tree: what the notary reads of the database, and keeps there."""
