"""Sending what was ordered: composed from facts, carried by post or mail, on record either way."""
