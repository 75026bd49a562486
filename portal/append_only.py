"""Triggers that refuse to change or delete a row: what happened is never rewritten.

The migrations create them, and the end of a demonstration lifts them for a moment. A migration
that makes such a table anew must create them again; a guard test looks for them after each one.
"""

APPEND_ONLY_TABLES = (
    *("request_events", "publications", "publication_files", "signatures", "publication_ends"),
    *("term_acts", "non_working_days", "access_entries"),
    *("audit_samples", "audit_rows", "audit_findings", "canned_replies"),
    *("office_entries", "execution_remarks", "commitments", "commitment_steps"),
    *("matter_answers", "staff_acts"),
)


def create_triggers(table: str) -> None:
    """In a migration."""
    _run(creation(table, _dialect_of_migration()))


def drop_triggers(table: str) -> None:
    """In a migration, before dropping the table; SQLite drops them with it."""
    dialect = _dialect_of_migration()
    if dialect != "sqlite":
        _run(removal(table, dialect))


def creation(table: str, dialect: str) -> list[str]:
    """The statements that create the triggers of a table."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        (
            f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()"
        ),
        (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
        ),
    ]


def removal(table: str, dialect: str) -> list[str]:
    """The statements that drop them."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER {table}_no_{verb}" for verb in ("update", "delete")]
    return [
        f"DROP TRIGGER {table}_no_truncate ON {table}",
        f"DROP TRIGGER {table}_no_change ON {table}",
        f"DROP FUNCTION {table}_is_append_only()",
    ]


def _dialect_of_migration() -> str:
    from alembic import op  # takes as long to import as the rest of the portal

    return str(op.get_bind().dialect.name)


def _run(statements: list[str]) -> None:
    from alembic import op

    for statement in statements:
        op.execute(statement)
