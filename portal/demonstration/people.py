"""The people of the demonstration: plainly made up, in the posts that the office has."""

from dataclasses import dataclass
from datetime import date

from portal.accounts.actions import add_staff
from portal.accounts.models import Role, StaffUser
from portal.accounts.posts import appoint

ROLES = (
    Role.ATTENDANT,
    Role.ATTENDANT,
    Role.COORDINATOR,
    Role.COMMUNICATIONS,
    Role.PLANNING,
    Role.COMMITTEE,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True)
class People:
    everybody: list[StaffUser]
    password: str

    def of(self, role: Role) -> StaffUser:
        return next(one for one in self.everybody if one.role is role)

    @property
    def attendants(self) -> list[StaffUser]:
        return [one for one in self.everybody if one.role is Role.ATTENDANT]


def email(number: int) -> str:
    return f"ejemplo{number}@personeria.example"


def hire(password: str) -> People:
    """Everybody has the same password."""
    everybody = [
        add_staff(
            email=email(number),
            name=f"Persona de ejemplo {number}",
            role=role,
            password=password,
        )[0]
        for number, role in enumerate(ROLES, start=1)
    ]
    return People(everybody, password)


def leave_the_director_s_post_to_an_attendant(people: People, year: int) -> None:
    """In September, so that a month is signed by somebody acting."""
    appoint(
        people.attendants[0],
        role=Role.COORDINATOR,
        from_on=date(year, 9, 2),
        to_on=date(year, 9, 20),
        act="Resolución 41 de ejemplo",
        actor=people.of(Role.ADMINISTRATOR),
    )
