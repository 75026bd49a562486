"""A small office with two people of each role, put back as it was for each race of them."""

from portal import one_writer
from portal.accounts.models import Role
from portal.extensions import db
from proofs._kept_rows import KeptRows
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.guards.world import build, colleague_cookie


class Office:
    """``world``: the first of each role; ``colleagues``: the other's browser, by role."""

    def __init__(self, template: SqliteTemplate | PostgresTemplate) -> None:
        template.restore()
        one_writer.mark_reading(False)
        self.app, self._template = template.app, template
        self.world = build(self.app)
        self.colleagues = {role.value: colleague_cookie(self.app, role) for role in Role}
        self._kept: dict[str, KeptRows] = {}
        self.keep("office")

    def keep(self, name: str) -> None:
        forget()
        if isinstance(self._template, SqliteTemplate):
            self._template.keep(name)
            return
        if name in self._kept:
            self._kept[name].close()
        self._kept[name] = KeptRows(self._template.url, name)

    def put_back(self, name: str) -> None:
        forget()
        if isinstance(self._template, SqliteTemplate):
            self._template.restore(name)
        else:
            self._kept[name].put_back()


def forget() -> None:
    db.session.remove()
    db.engine.dispose()
