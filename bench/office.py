"""An office for the measurements: its plan, its three signers, and months that they publish."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from flask import Flask

from portal import clock, create_app, schema
from portal.accounts import actions as accounts
from portal.accounts.models import Role, StaffUser
from portal.extensions import db
from portal.plan.actions import load_plan
from portal.plan.files import FIRST_PLAN, read_file
from portal.transparency import actions

PASSWORD = "una clave que nadie adivina"  # noqa: S105 - of an office that lasts a minute
SIGNERS = (Role.COORDINATOR, Role.PLANNING, Role.COMMITTEE)


@contextmanager
def office(folder: str | Path) -> Iterator[Flask]:
    """The portal in a new folder, with the plan of 2024 and nothing else, inside its context."""
    app = create_app({"PORTAL_DATA_DIR": str(folder)})
    schema.bind(app)
    with app.app_context():
        schema.bring_up_to_date()
        load_plan(read_file(FIRST_PLAN), today=date(2024, 1, 29))
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def hire_signers() -> list[StaffUser]:
    """Who prepares, who reviews, who approves."""
    people = [
        accounts.add_staff(
            email=f"{role}@personeria.example", name=role.label, role=role, password=PASSWORD
        )[0]
        for role in SIGNERS
    ]
    db.session.commit()
    return people


def publish(year: int, month: int, signers: list[StaffUser]) -> None:
    """The real actions, one commit each, on the present day."""
    prepares, reviews, approves = signers
    publication = actions.prepare(year=year, month=month, signer=prepares, password=PASSWORD)
    db.session.commit()
    actions.review(publication, signer=reviews, password=PASSWORD)
    db.session.commit()
    act = {"act_number": str(month), "act_on": clock.today()}
    actions.approve(publication, signer=approves, password=PASSWORD, **act)
    db.session.commit()
