"""Two people who act on the same request at the same instant: one wins, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions_exclusion
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.reading import closings, current, events, page_of
from tests.pages import fill, form_fields

ROUNDS = 4
CLOSE = {
    "desenlace": "no_atendida",
    "respuesta": "No se pudo",
    "avisada_por": "carta",
    "cerrada_en": "2024-03-05",
}


@pytest.fixture
def browsers(
    app: Flask,
    sign_in: Callable[[FlaskClient, StaffUser], None],
    ana: StaffUser,
    carmen: StaffUser,
) -> list[FlaskClient]:
    """Two people's browsers that may work in threads of their own."""
    app.test_client_class = FlaskClient
    opened = [app.test_client(), app.test_client()]
    for browser, user in zip(opened, (ana, carmen), strict=True):
        sign_in(browser, user)
    return opened


def together(calls: list[Callable[[], Any]]) -> list[Any]:
    """The results of calls that begin at the same instant."""
    barrier = Barrier(len(calls))

    def begin(call: Callable[[], Any]) -> Any:
        barrier.wait(timeout=20)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls, timeout=60))


def send_together(
    app: Flask, browsers: list[FlaskClient], sent: list[tuple[str, dict[str, Any]]]
) -> list[int]:
    """Each opens its page before anybody sends; then all send at once."""
    forms = []
    for browser, (address, typed) in zip(browsers, sent, strict=True):
        with app.app_context():  # as a server does; what one page keeps is not the next one's
            page = browser.get(address).text
        forms.append(fill(form_fields(page), typed))
    db.session.commit()
    db.session.remove()
    calls = [
        lambda browser=browser, address=address, form=form: (
            browser.post(address, data=form).status_code
        )
        for browser, (address, _), form in zip(browsers, sent, forms, strict=True)
    ]
    return together(calls)


@pytest.mark.slow
def test_two_who_close_at_once_close_it_once(
    app: Flask, browsers: list[FlaskClient], file_one: FileOne
) -> None:
    for _ in range(ROUNDS):
        address = page_of(one := file_one(), "cerrar")
        id_ = one.id
        statuses = send_together(app, browsers, [(address, CLOSE), (address, CLOSE)])
        one = db.session.get(ServiceRequest, id_)
        assert sorted(statuses) == [303, 409]
        assert one.outcome is Outcome.NOT_ATTENDED
        assert len(closings(one)) == 1
        assert [event.version for event in events(one)] == [1, 2]
        assert one.version == 2


@pytest.mark.slow
def test_whoever_transfers_and_whoever_closes_do_not_both_win(
    app: Flask, browsers: list[FlaskClient], file_one: FileOne
) -> None:
    transfer = {**CLOSE, "entidad": "superservicios"}
    transfer.pop("desenlace")
    for _ in range(ROUNDS):
        one = file_one()
        id_ = one.id
        sent = [(page_of(one, "cerrar"), CLOSE), (page_of(one, "trasladar"), transfer)]
        statuses = send_together(app, browsers, sent)
        one = db.session.get(ServiceRequest, id_)
        assert sorted(statuses) == [303, 409]
        was_transferred = statuses[1] == 303
        assert (one.outcome is Outcome.TRANSFERRED) == was_transferred
        assert (one.transferred_to == "superservicios") == was_transferred
        assert len(closings(one)) == 1


@pytest.mark.slow
def test_of_two_duplicates_of_each_other_one_stays(
    app: Flask, browsers: list[FlaskClient], file_one: FileOne, luis: StaffUser
) -> None:
    """Ana confirms one while Carmen confirms the other."""
    luis_id = luis.id
    for _ in range(ROUNDS):
        pair = [file_one(), file_one()]
        for one, other in (pair, reversed(pair)):
            actions_exclusion.propose_exclusion(
                one,
                actor=db.session.get(StaffUser, luis_id),
                seen_version=1,
                outcome=Outcome.DUPLICATE,
                reason="Son iguales",
                duplicate_of=other,
            )
        db.session.commit()
        ids = [one.id for one in pair]
        confirm = {"decision": "excluir"}
        sent = [(page_of(one, "excluir/confirmar"), confirm) for one in pair]
        db.session.commit()  # opening the form writes down that it was read
        statuses = send_together(app, browsers, sent)
        assert sorted(statuses) == [303, 400]
        outcomes = {db.session.get(ServiceRequest, id_).outcome for id_ in ids}
        assert outcomes == {Outcome.DUPLICATE, None}


@pytest.mark.slow
def test_many_notes_at_once_leave_one_and_tell_the_rest(
    app: Flask,
    sign_in: Callable[[FlaskClient, StaffUser], None],
    ana: StaffUser,
    file_one: FileOne,
) -> None:
    app.test_client_class = FlaskClient
    crowd = [app.test_client() for _ in range(6)]
    for browser in crowd:
        sign_in(browser, ana)
    one = file_one()
    id_, address = one.id, page_of(one, "nota")
    statuses = send_together(
        app, crowd, [(address, {"texto": f"Nota {index}"}) for index in range(6)]
    )
    assert sorted(statuses) == [303, 409, 409, 409, 409, 409]
    assert [event.version for event in events(current(db.session.get(ServiceRequest, id_)))] == [
        1,
        2,
    ]
