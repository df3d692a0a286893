"""The stories that must work, told over HTTP to the service on PostgreSQL."""
