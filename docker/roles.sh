#!/bin/sh
# Runs once, when the database is first made: the role that Wijkboek works as, and its database.
# It is no superuser. It may make roles, for each municipality has its own: writer, reader,
# projector, keys, auditor …; the migrations make those and give each no more than it needs.
set -eu

psql --set=ON_ERROR_STOP=1 --no-psqlrc --quiet --dbname=postgres \
    --set=password="$(cat "${WIJKBOEK_PASSWORD_FILE:-/run/secrets/wijkboek_password}")" <<'SQL'
CREATE ROLE wijkboek LOGIN CREATEROLE PASSWORD :'password';
GRANT pg_read_all_stats TO wijkboek WITH ADMIN OPTION;
CREATE DATABASE wijkboek OWNER wijkboek;
\connect wijkboek
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
