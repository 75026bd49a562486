"""A month on the desk of those who sign: where it stands, and what the person may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal import clock
from portal.accounts.models import POSTS, StaffUser
from portal.accounts.posts import posts_held
from portal.transparency import compare, queries
from portal.transparency.models import Publication, SigningRole
from portal.transparency.rules import POST_OF
from portal.transparency.year_page import MonthOfYear, MonthState, months_of


@dataclass(frozen=True)
class DeskMonth:
    """``changed``: how many published figures today's records would say otherwise."""

    of_year: MonthOfYear
    is_in_progress: bool
    changed: int


def desk_months(year: int, working_day: int) -> list[DeskMonth]:
    """January to December."""
    current = queries.in_progress()
    published = queries.published_in(year)
    return [
        DeskMonth(
            of_year=each,
            is_in_progress=bool(current and (current.year, current.month) == (year, each.month)),
            changed=_changed(each),
        )
        for each in months_of(year, published, clock.today(), working_day)
    ]


def _changed(month: MonthOfYear) -> int:
    if month.state is not MonthState.PUBLISHED or month.publication is None:
        return 0
    return compare.figures_changed_since(month.publication)


def next_signature(publication: Publication) -> SigningRole:
    """Which one it waits for."""
    return SigningRole.APPROVED if publication.is_reviewed else SigningRole.REVIEWED


def next_post(publication: Publication) -> str:
    return POSTS[POST_OF[next_signature(publication)]]


def may_prepare(user: StaffUser) -> bool:
    return _holds(user, [SigningRole.PREPARED])


def may_sign(publication: Publication, user: StaffUser) -> bool:
    """Whether the signature that is missing may be theirs."""
    signed = any(signature.user_id == user.id for signature in publication.signatures)
    return not signed and _holds(user, [next_signature(publication)])


def may_reject(user: StaffUser) -> bool:
    return _holds(user, SigningRole)


def _holds(user: StaffUser, roles: Iterable[SigningRole]) -> bool:
    return bool({POST_OF[role] for role in roles} & posts_held(user, clock.today()))
