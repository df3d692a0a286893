"""The tests: what the house promises, checked."""
