"""The questions to PostgreSQL's catalogue whose answers say how a schema is set up.

Each row is a name and what it is. Parameters: `own` (the municipality), `schemas` (its own),
`views` (the one whose tables the follower makes), `roles`.
"""


def _rights(on: str, acl: str, where: str) -> str:
    """Who may what with each: a row for everybody who may something."""
    return f"""
SELECT 'right of ' || coalesce(nullif(x.grantee, 0)::regrole::text, 'everybody') || ' on '
       || ({on}), string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' and to pass it on'
                             ELSE '' END, ', ' ORDER BY x.privilege_type, x.is_grantable)
  {where.format(acl=f"CROSS JOIN LATERAL aclexplode({acl}) x")}
 GROUP BY ({on}), x.grantee"""


# The follower makes the table of a view: of the projector, with the rights of the bookmark's.
MADE_BY_FOLLOWER = """(n.nspname = %(views)s AND c.relname <> 'bookmark' AND NOT c.relhastriggers
    AND NOT c.relrowsecurity AND c.relkind IN ('r', 'i')
    AND (c.relkind = 'i' OR (c.relowner, c.relacl::text) IN (
        SELECT b.relowner, b.relacl::text FROM pg_catalog.pg_class b
         WHERE b.relnamespace = n.oid AND b.relname = 'bookmark')))"""
OURS = f"n.nspname = ANY (%(schemas)s) AND NOT {MADE_BY_FOLLOWER}"
OF_TABLES = "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"

SCHEMAS = """
SELECT 'schema ' || n.nspname,
       pg_get_userbyid(n.nspowner)
  FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (%(schemas)s)"""

TABLES = f"""
SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'view ' WHEN 'S' THEN 'sequence '
       ELSE 'table ' END || n.nspname || '.' || c.relname,
       concat_ws(' ', c.relkind, c.relpersistence, pg_get_userbyid(c.relowner),
           c.relrowsecurity, c.relforcerowsecurity,
           c.reloptions::text, CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
  {OF_TABLES} WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND {OURS}"""

COLUMNS = f"""
SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
           a.attgenerated, a.attstorage, (SELECT l.collname FROM pg_catalog.pg_collation l
             WHERE l.oid = a.attcollation), pg_get_expr(d.adbin, d.adrelid))
  {OF_TABLES} JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {OURS}"""

CONSTRAINTS = f"""
SELECT 'constraint ' || n.nspname || '.' || c.relname || '.' || k.conname,
       concat_ws(' ', pg_get_constraintdef(k.oid), k.convalidated)
  {OF_TABLES} JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid
 WHERE k.contype <> 'n' AND {OURS}"""

INDEXES = f"""
SELECT 'index ' || n.nspname || '.' || c.relname,
       concat_ws(' ', pg_get_indexdef(c.oid), i.indisvalid, i.indisunique)
  {OF_TABLES} JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid WHERE {OURS}"""

TRIGGERS = f"""
SELECT 'trigger ' || n.nspname || '.' || c.relname || '.' || t.tgname,
       concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
  {OF_TABLES} JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid
 WHERE NOT t.tgisinternal AND {OURS}"""

RULES = f"""
SELECT 'rule ' || n.nspname || '.' || c.relname || '.' || r.rulename,
       concat_ws(' ', pg_get_ruledef(r.oid), r.ev_enabled)
  {OF_TABLES} JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid
 WHERE c.relkind NOT IN ('v', 'm') AND {OURS}"""

POLICIES = f"""
SELECT 'policy ' || n.nspname || '.' || c.relname || '.' || p.polname,
       concat_ws(' ', p.polcmd, p.polpermissive, p.polroles::regrole[]::text,
           pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  {OF_TABLES} JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid WHERE {OURS}"""

FUNCTIONS = """
SELECT 'function ' || p.oid::regprocedure::text,
       concat_ws(' ', pg_get_userbyid(p.proowner),
           CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) END)
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname = ANY (%(schemas)s)"""

WITH_SCHEMA = "JOIN pg_catalog.pg_namespace n ON n.oid ="
RIGHTS = (
    _rights(
        "'schema ' || n.nspname", "coalesce(n.nspacl, acldefault('n', n.nspowner))",
        "FROM pg_catalog.pg_namespace n {acl} WHERE n.nspname = ANY (%(schemas)s)",
    ),
    _rights(
        "n.nspname || '.' || c.relname", "coalesce(c.relacl, acldefault('r', c.relowner))",
        f"{OF_TABLES} {{acl}} WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {OURS}",
    ),
    _rights(
        "n.nspname || '.' || c.relname", "coalesce(c.relacl, acldefault('s', c.relowner))",
        f"{OF_TABLES} {{acl}} WHERE c.relkind = 'S' AND {OURS}",
    ),
    _rights(
        "'column ' || n.nspname || '.' || c.relname || '.' || a.attname", "a.attacl",
        f"{OF_TABLES} JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid {{acl}} WHERE {OURS}",
    ),
    _rights(
        "p.oid::regprocedure::text", "coalesce(p.proacl, acldefault('f', p.proowner))",
        f"FROM pg_catalog.pg_proc p {WITH_SCHEMA} p.pronamespace {{acl}}"
        " WHERE n.nspname = ANY (%(schemas)s)",
    ),
    _rights(
        "'what ' || d.defaclrole::regrole::text || ' will make in '"
        " || coalesce(n.nspname, 'any schema') || ' ' || d.defaclobjtype::text", "d.defaclacl",
        f"FROM pg_catalog.pg_default_acl d LEFT {WITH_SCHEMA} d.defaclnamespace {{acl}}"
        " WHERE n.nspname = ANY (%(schemas)s) OR d.defaclrole::regrole::text = ANY (%(roles)s)",
    ),
)  # fmt: skip

ROLES = """
SELECT 'role ' || r.rolname,
       concat_ws(' ', r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin,
           r.rolreplication, r.rolbypassrls, r.rolvaliduntil,
           (SELECT string_agg(s, ' ' ORDER BY s) FROM unnest(r.rolconfig) s))
  FROM pg_catalog.pg_roles r WHERE r.rolname = ANY (%(roles)s)"""

# Whoever made the roles may have been given them twice: what they may do in the end counts.
MEMBERSHIPS = """
SELECT 'member ' || m.rolname || ' of ' || g.rolname,
       concat_ws(' ', bool_or(x.admin_option), bool_or(x.inherit_option), bool_or(x.set_option))
  FROM pg_catalog.pg_auth_members x
  JOIN pg_catalog.pg_roles m ON m.oid = x.member JOIN pg_catalog.pg_roles g ON g.oid = x.roleid
 WHERE m.rolname = ANY (%(roles)s) OR g.rolname = ANY (%(roles)s)
 GROUP BY m.rolname, g.rolname"""

# Of the whole database: what could undo a trigger, or turn a name into another's.
OF_THE_DATABASE = """
SELECT 'database event trigger ' || e.evtname,
       concat_ws(' ', e.evtevent, e.evtenabled, e.evtfoid::regproc)
  FROM pg_catalog.pg_event_trigger e
 UNION ALL
SELECT 'database setting ' || coalesce(nullif(s.setrole, 0)::regrole::text, 'of all') || ' '
       || split_part(c, '=', 1), c
  FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c
 WHERE s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d
                              WHERE d.datname = current_database()))
   AND split_part(c, '=', 1) IN ('session_replication_role', 'search_path', 'row_security')
   AND (s.setrole = 0 OR s.setrole::regrole::text = ANY (%(roles)s))"""

QUERIES = tuple(
    query.encode()
    for query in (
        SCHEMAS, TABLES, COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS, RULES, POLICIES, FUNCTIONS,
        *RIGHTS, ROLES, MEMBERSHIPS, OF_THE_DATABASE,
    )
)  # fmt: skip
"""All of them."""
