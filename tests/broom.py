"""Empty a migrated PostgreSQL database for the next test, in one trip to the server.

Creating it anew takes a hundred times as long. Rows go in spite of the triggers that guard them,
the numbers begin again, and anything else that changed is told, so that it is created anew.
"""

import psycopg

# What the migrations made. Whatever alters it writes a row of the catalogue anew or removes one.
SCHEMA = """
SELECT count(*), max(xmin::text::bigint), (SELECT string_agg(version_num, ' ') FROM alembic_version)
FROM (
    SELECT xmin FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT xmin FROM pg_attribute WHERE attrelid >= 16384
    UNION ALL SELECT xmin FROM pg_attrdef UNION ALL SELECT xmin FROM pg_constraint
    UNION ALL SELECT xmin FROM pg_trigger UNION ALL SELECT xmin FROM pg_index
    UNION ALL SELECT xmin FROM pg_proc WHERE oid >= 16384
) AS made
"""
TABLES = """
SELECT quote_ident(tablename) FROM pg_tables
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
# Whoever still holds a transaction open could put its rows in after the sweep.
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_type = 'client backend' AND state <> 'idle'
"""
NUMBERS = """
SELECT setval(quote_ident(schemaname) || '.' || quote_ident(sequencename), start_value, false)
FROM pg_sequences WHERE last_value IS NOT NULL
"""


class Broom:
    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("SET session_replication_role = replica")  # no triggers
        self._connection.execute("SET lock_timeout = '2s'")
        self._schema = self._connection.execute(SCHEMA).fetchone()
        tables = [name for (name,) in self._connection.execute(TABLES)]
        assert not any(self._holds(name) for name in tables), "the template holds rows"
        deletes = "".join(
            f"IF EXISTS (SELECT FROM {name}) THEN DELETE FROM {name}; END IF;" for name in tables
        )
        self._sweep = f"DO $$ BEGIN {deletes} END $$"

    def sweep(self) -> bool:
        """Leave it as the migrations made it; False where it takes more than emptying."""
        try:
            if self._one(OTHERS) != (0,) or self._one(SCHEMA) != self._schema:
                return False
            self._connection.execute(self._sweep)  # type: ignore[arg-type]
            self._connection.execute(NUMBERS)
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        self._connection.close()

    def _one(self, query: str) -> tuple[object, ...] | None:
        return self._connection.execute(query).fetchone()  # type: ignore[arg-type]

    def _holds(self, table: str) -> bool:
        return self._one(f"SELECT EXISTS (SELECT FROM {table})") == (True,)
