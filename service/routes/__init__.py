"""The HTTP routes, a noun a file; each has one body and makes one command of it."""
