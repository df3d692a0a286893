"""Speed, measured beside the library and beside raw PostgreSQL: ratios within one run."""
