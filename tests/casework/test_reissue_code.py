"""A new code for whoever lost theirs."""

import re

import pytest
from flask.testing import FlaskClient

from portal.intake import tracking_codes
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import submit

CODE = re.compile(r'class="tracking-code">([0-9A-Z ]+)<')


def test_the_new_one_opens_and_the_old_one_no_more(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    old = complaint.tracking_code_hash
    page = submit(desk, page_of(complaint, "codigo"))
    assert page.status_code == 200
    code = CODE.search(page.text)[1]
    assert current(complaint).tracking_code_hash != old
    assert tracking_codes.matches(complaint.tracking_code_hash, code)
    assert complaint.tracking_code_reissued_at
    assert events(complaint)[-1].details == {}
    assert code not in desk.get(page_of(complaint)).text


def test_each_one_is_another(desk: FlaskClient, complaint: ServiceRequest) -> None:
    codes = {CODE.search(submit(desk, page_of(complaint, "codigo")).text)[1] for _ in range(3)}
    assert len(codes) == 3


@pytest.mark.parametrize("facts", [{"identity": Identity.RESERVED}, {"is_protected": True}])
def test_only_who_may_know_the_person_gives_it(
    desk: FlaskClient, coordination: FlaskClient, file_one: FileOne, facts: dict
) -> None:
    hidden = file_one(**facts)
    page = submit(desk, page_of(hidden, "codigo"))
    assert page.status_code == 400
    assert event_types(hidden) == ["filed"]
    assert "Dar un código nuevo" not in desk.get(page_of(hidden)).text
    assert submit(coordination, page_of(hidden, "codigo")).status_code == 200
