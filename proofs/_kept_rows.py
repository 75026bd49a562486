"""Every row of a PostgreSQL database, put back as it was in one trip to the server.

Creating the database anew from a template takes thirty times as long, and a proof does it
thousands of times.
"""

import psycopg

COLUMNS = """
SELECT quote_ident(table_name), string_agg(quote_ident(column_name), ', ')
FROM information_schema.columns
WHERE table_schema = 'public' AND is_generated = 'NEVER'
GROUP BY table_name ORDER BY table_name
"""
# Names of our own alone stand in these statements.
NUMBERS = """
SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), coalesce(last_value, 1),
last_value IS NOT NULL FROM pg_sequences WHERE schemaname = 'public'
"""


class KeptRows:
    """What the database holds now, kept under a name in the database itself."""

    def __init__(self, url: str, name: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("SET session_replication_role = replica")  # no triggers
        self._run(f"DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")
        statements = []
        for table, columns in self._connection.execute(COLUMNS).fetchall():
            own, kept = f"public.{table}", f"{name}.{table}"
            self._run(f"CREATE TABLE {kept} AS SELECT {columns} FROM {own}")  # noqa: S608
            statements.append(f"DELETE FROM {own}")  # noqa: S608
            statements.append(f"INSERT INTO {own} ({columns}) SELECT {columns} FROM {kept}")  # noqa: S608
        for sequence, value, is_called in self._connection.execute(NUMBERS).fetchall():
            statements.append(f"PERFORM setval('{sequence}', {value}, {is_called})")
        self._statement = f"DO $$ BEGIN {'; '.join(statements)}; END $$"

    def put_back(self) -> None:
        self._run(self._statement)

    def close(self) -> None:
        self._connection.close()

    def _run(self, statement: str) -> None:
        self._connection.execute(statement)  # type: ignore[arg-type]
