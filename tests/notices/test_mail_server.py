"""What `MAIL_URL` may say, and who signs the messages."""

import pytest
from aiosmtpd.smtp import AuthResult

from portal.extensions import db
from portal.notices.actions import enqueue
from portal.notices.delivery import deliver_batch
from portal.notices.mail_server import MailServer, MailUrlError
from tests.notices.mail_box import post_to


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://correo.example", ("correo.example", 25, None, "", False, False, None)),
        ("smtps://correo.example", ("correo.example", 465, None, "", True, False, None)),
        (
            "smtp://ana%40x.co:cl%3Ave@correo.example:587?starttls=1&from=avisos@x.co",
            ("correo.example", 587, "ana@x.co", "cl:ve", False, True, "avisos@x.co"),
        ),
    ],
)
def test_the_setting_is_read(url, expected):
    assert MailServer.from_url(url) == MailServer(*expected)


@pytest.mark.parametrize(
    "url",
    [
        "correo.example",
        "http://correo.example",
        "smtp://",
        "smtp://correo.example:puerto",
        "smtp://correo.example:99999",
        "smtp://correo.example?from=nadie",
        "smtp://[correo",
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_without_showing_its_password(url):
    with pytest.raises(MailUrlError, match="se escribe así"):
        MailServer.from_url(url)


def test_the_sender_is_the_setting_s_then_the_mailbox_then_the_address_of_the_portal():
    senders = [
        post_to("smtp://x?from=avisos@x.co").envelope.sender,
        post_to("smtp://x").envelope.sender,
        post_to("smtp://x", mailbox="por definir").envelope.sender,
    ]
    assert senders == ["avisos@x.co", "buzon@personeria.example", "no-responder@portal.example"]


class Gatekeeper:
    """Lets one user in, and remembers."""

    def __init__(self):
        self.let_in = 0

    def __call__(self, _server, _session, _envelope, _mechanism, auth_data):
        is_right = (auth_data.login, auth_data.password) == (b"portal", b"cl:ve")
        self.let_in += is_right
        return AuthResult(success=is_right, handled=False)


def deliver_one(mail_url):
    enqueue(recipient="ana@correo.example", subject="Hay noticias", body="Entre.")
    db.session.commit()
    return deliver_batch(post_to(mail_url))


@pytest.fixture
def gatekeeper():
    return Gatekeeper()


@pytest.fixture
def guarded(start_mail_server, box, gatekeeper):
    return start_mail_server(box, authenticator=gatekeeper, auth_require_tls=False)


def test_the_portal_signs_in(app, guarded, gatekeeper, box):
    assert deliver_one(f"smtp://portal:cl%3Ave@{guarded}").sent == 1
    assert (len(box.taken), gatekeeper.let_in) == (1, 1)


def test_a_wrong_password_spends_no_attempts_and_is_not_shown(app, guarded, box):
    delivered = deliver_one(f"smtp://portal:secreta@{guarded}")
    assert (delivered.sent, delivered.given_back) == (0, 1)
    assert "535" in delivered.server_error
    assert "secreta" not in delivered.server_error


def test_a_server_without_tls_is_not_used_when_tls_was_asked_for(app, start_mail_server, box):
    delivered = deliver_one(f"smtp://{start_mail_server(box)}?starttls=1")
    assert delivered.given_back == 1
    assert "STARTTLS" in delivered.server_error
    assert box.taken == []
