"""What a person told stays with whoever may read it: not in logs, mails, titles, addresses."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake.models import RequestEvent
from portal.notices.models import OutboxMessage
from portal.notices.texts import with_address
from tests.guards.secret_story import (
    ADDRESS,
    PERSON,
    TOLD,
    Story,
    all_words,
    identity_words,
    tell,
)
from tests.notices.mail_box import post_to
from tests.pages import form_fields, submit

pytestmark = pytest.mark.slow

Browser = Callable[[], FlaskClient]
StaffBrowser = Callable[[StaffUser], FlaskClient]


@pytest.fixture(scope="module")
def told() -> dict[str, Story]:
    """The story, once somebody has told it: it takes a while."""
    return {}


@pytest.fixture
def story(
    told: dict[str, Story],
    database: Any,
    at: Callable[[str], datetime],
    new_client: Browser,
    staff_client: StaffBrowser,
    ana: StaffUser,
    carmen: StaffUser,
    caplog: pytest.LogCaptureFixture,
) -> Story:
    """Told once; afterwards the database is put back to where it ended."""
    at("2024-06-10 10:00")
    if told:
        _let_go()
        database.restore("story")
        return told["story"]
    caplog.set_level(logging.INFO)
    told["story"] = tell(new_client, staff_client(ana), staff_client(carmen))
    told["story"].logged = [one.__dict__ | {"said": one.getMessage()} for one in caplog.records]
    _let_go()
    database.keep("story")
    return told["story"]


def _let_go() -> None:
    db.session.commit()
    db.engine.dispose()


def found_in(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word.lower() in text.lower()]


def test_no_word_and_no_code_travels_where_others_read(story: Story) -> None:
    """Logs, addresses that pages lead to, titles, and the history that is kept for ever."""
    secrets = [*all_words(), *story.spoken_codes()]
    records = [one for one in story.logged if not one["name"].startswith("sqlalchemy")]
    events = [vars(one) for one in db.session.execute(select(RequestEvent)).scalars()]
    assert found_in(repr(records), secrets) == []
    assert found_in("\n".join(story.places), secrets) == []
    assert found_in("\n".join(story.titles), secrets) == []
    assert len(events) > 20
    assert found_in(repr(events), secrets) == []


def test_a_mail_says_that_there_is_news_and_nothing_more(story: Story) -> None:
    """And goes only to who may be written to: neither the anonymous nor the protected one."""
    post = post_to("smtp://127.0.0.1:1")
    assert post is not None
    rows = db.session.execute(select(OutboxMessage)).scalars().all()
    told = {one.service_request_id for one in rows}
    assert told == {story.request("named").id, story.request("reserved").id}
    for row in rows:
        mail = post.envelope.message(
            message_id=row.message_id,
            recipient=row.recipient,
            subject=row.subject,
            body=with_address(row.body, post.public_url),
        )
        assert mail["To"] == PERSON["correo"]
        del mail["To"]
        assert found_in(mail.as_string(), [*all_words(), *story.spoken_codes()]) == []


def test_nothing_of_an_anonymous_person_is_kept_though_they_wrote_it(
    app: Flask, at: Callable[[str], datetime], new_client: Browser
) -> None:
    """Not in a row, not in the bytes of the database and its journal, not in a file."""
    at("2024-06-10 10:00")
    client = new_client()
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    filled = {**PERSON, "documento_tipo": "cc", "anonima": "y", "descripcion": "Sin agua."}
    answer = submit(client, "/solicitudes/queja", having="formulario", tema="aseo", **filled)
    assert answer.status_code == 303
    kept = everything_kept(app)
    assert b"Sin agua." in kept
    assert [word for word in [*identity_words()[:-1], ADDRESS] if word.encode() in kept] == []


def test_neither_code_nor_address_nor_browser_is_kept_of_anybody(app: Flask, story: Story) -> None:
    kept = everything_kept(app)
    assert TOLD["descripcion"].encode() in kept
    hidden = [*story.spoken_codes(), ADDRESS, "canarionavegador"]
    assert [word for word in hidden if word.lower().encode() in kept.lower()] == []


def everything_kept(app: Flask) -> bytes:
    """All rows as text, and all files: on SQLite those of the database too."""
    db.session.commit()
    rows = [
        repr(row)
        for table in db.metadata.sorted_tables
        for row in db.session.execute(select(table))
    ]
    folder = Path(app.config["PORTAL_DATA_DIR"])
    found = [*folder.glob("portal.sqlite3*"), *(folder / "files").rglob("*")]
    files = [one for one in found if one.is_file()]
    return "\n".join(rows).encode() + b"".join(one.read_bytes() for one in files)


def test_whoever_may_not_know_a_person_meets_them_on_no_page(
    story: Story,
    luis: StaffUser,
    pablo: StaffUser,
    paz: StaffUser,
    marta: StaffUser,
    admin: StaffUser,
    staff_client: StaffBrowser,
    new_client: Browser,
) -> None:
    """Pages, searches, files and names of files; the desk reads what was told, never who."""
    _leave_only_the_hidden(story)
    for reader in (luis, pablo, paz, marta, admin, None):
        client = staff_client(reader) if reader else new_client()
        words = identity_words() if reader is luis else all_words()
        for path in pages_about(story):
            answer = client.get(path)
            shown = f"{answer.headers} {answer.text if answer.status_code != 403 else ''}"
            asked = [word for word in words if word.lower() not in path.lower()]
            assert found_in(shown, asked) == [], (reader and reader.role, path)


def _leave_only_the_hidden(story: Story) -> None:
    """Who gave a name, and what an anonymous one attached, is open to the desk: hide both too."""
    for name in ("named", "anonymous"):
        story.request(name).is_protected = True
    db.session.commit()


def pages_about(story: Story) -> list[str]:
    numbers = list(story.numbers.values())
    acts = ("", "/asignar", "/nota", "/codigo", "/clasificar", "/reabrir", "/cerrar", "/trasladar")
    acts += ("/completar", "/oficio-de-respuesta", "/oficio-de-traslado", "/expediente")
    pages = [f"/gestion/solicitudes/{number}{act}" for number in numbers for act in acts]
    pages += [f"/seguimiento/{number}" for number in numbers]
    pages += [f"/solicitudes/recibida/{number}" for number in numbers]
    pages += [f"/gestion/solicitudes?estado=todas&persona={word}" for word in PERSON.values()]
    pages += [f"/gestion/agenda/nueva?solicitud={number}" for number in numbers]
    staff = ("", "/solicitudes", "/solicitudes?estado=todas", "/agenda", "/agenda/nueva")
    pages += [f"/gestion{page}" for page in (*staff, "/cifras", "/cifras/2024/06", "/personas")]
    return [*pages, "/gestion/cifras/2024/06/1", "/gestion/cifras/2024/06/6", "/", "/plan/2024"]


def test_a_search_for_a_hidden_person_finds_nothing(
    story: Story, luis: StaffUser, carmen: StaffUser, staff_client: StaffBrowser
) -> None:
    """Not even that there is a request: the number would say it."""
    _leave_only_the_hidden(story)
    blind, seeing = staff_client(luis), staff_client(carmen)
    for words in ("canarionombre", *PERSON.values()):
        query = {"persona": words, "estado": "todas"}
        assert "2024-0" not in blind.get("/gestion/solicitudes", query_string=query).text
        assert "2024-0" in seeing.get("/gestion/solicitudes", query_string=query).text


def test_a_file_of_a_hidden_person_opens_only_to_who_may_know(
    story: Story, luis: StaffUser, carmen: StaffUser, staff_client: StaffBrowser
) -> None:
    page = f"/gestion/solicitudes/{story.numbers['reserved']}"
    seeing = staff_client(carmen)
    address = seeing.get(page).text.partition(f"{page}/archivos/")[2].partition('"')[0]
    assert seeing.get(f"{page}/archivos/{address}").status_code == 200
    assert staff_client(luis).get(f"{page}/archivos/{address}").status_code == 403


def test_numbers_cannot_be_told_from_one_another_without_a_code(
    story: Story, new_client: Browser
) -> None:
    """Status, body and headers are the same for 200 numbers, known and unknown."""
    client = new_client()
    known = list(story.numbers.values())
    unknown = [f"{kind}-2024-{n:06d}" for kind in ("CAP", "ASE", "QUE") for n in range(100, 164)]
    assert len({_seen(client.get(f"/seguimiento/{one}")) for one in (*known, *unknown)}) == 1
    closed = (
        "solicitudes/recibida/{}",
        "seguimiento/{}/archivos/0",
        "seguimiento/{}/constancia.pdf",
    )
    for base in (f"/{one}" for one in closed):
        answers = {_seen(client.get(base.format(one))) for one in (*known, *unknown[:9])}
        assert len(answers) == 1
    fields = form_fields(client.get("/seguimiento").text, having="codigo")
    tries = [fields | {"radicado": number, "codigo": "7KQ2M X4TD 9HRW"} for number in known]
    tries += [
        fields | {"radicado": number, "codigo": code}
        for number, code in zip(unknown, story.codes.values(), strict=False)
    ]
    assert len({_seen(client.post("/seguimiento", data=one)) for one in tries}) == 1


def _seen(answer: Any) -> tuple[Any, ...]:
    """All that the visitor gets, but for the hour."""
    headers = sorted((name, value) for name, value in answer.headers if name != "Date")
    return answer.status_code, answer.data, tuple(headers)
