"""Attacks, each by its number: what an enemy of the record tries, and what stops or shows it."""
