"""The service: bytes, clocks, keys, the database and HTTP around the domain."""
