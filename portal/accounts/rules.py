"""Pure rules about people: what a password must be, how an e-mail is compared."""

import re

from portal.errors import Refused

MINIMUM_PASSWORD = 12
LONGEST_EMAIL = 254
LONGEST_NAME = 120

# The most tried of those long enough, and the words that come to mind first in this office.
COMMON_PASSWORDS = frozenset(
    {
        *("123456789012", "1234567890123", "12345678901234", "111111111111", "000000000000"),
        *("qwertyuiop12", "qwertyuiopas", "contrasena123", "contraseña123", "password1234"),
        *("passwordpassword", "administrador", "administrator"),
        *(
            f"{word}{year}"
            for word in ("colombia", "buenaventura", "personeria")
            for year in ("", "1", "1234", "2024", "2025", "2026", "2027")
        ),
    }
)


_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\]+@[^\s@,;:<>()\[\]\"\\]+\.[^\s@,;:<>()\[\]\"\\]+")


def normal_email(email: str) -> str:
    return email.strip().lower()


def check_email(email: str) -> None:
    """Refuse what no message could reach: it is also what the person signs in with."""
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise Refused(
            "Ese correo no está bien escrito. Debe ser como nombre@entidad.gov.co.", field="correo"
        )


def check_name(name: str) -> None:
    if not name.strip():
        raise Refused("Escriba el nombre completo.", field="nombre")
    if len(name) > LONGEST_NAME:
        raise Refused(f"Escriba el nombre en {LONGEST_NAME} letras o menos.", field="nombre")


def check_password(password: str, *, email: str) -> None:
    """Refuse what is short, common or the person's own address."""
    if len(password) < MINIMUM_PASSWORD:
        raise Refused(f"Use al menos {MINIMUM_PASSWORD} caracteres.", field="clave_nueva")
    if password.lower() in COMMON_PASSWORDS or password.lower() == normal_email(email):
        raise Refused("Esa clave es muy fácil de adivinar. Elija otra.", field="clave_nueva")


# Enough for whoever mistypes, too few for whoever guesses; the window closes and tries begin anew.
SIGN_IN_WINDOW = 15 * 60  # seconds
TRIES_FROM_ONE_PLACE = 10  # one person's e-mail, from one address
TRIES_OF_ONE_PLACE = 50  # whatever the e-mail, from one address
TRIES_OF_ONE_PERSON = 200  # one person's e-mail, from anywhere

_STAFF_PAGE = re.compile(r"/gestion(?:[/?][\x21-\x5b\x5d-\x7e]*)?")


def staff_page(target: str | None) -> str:
    """Where to go after signing in: the staff page that was asked for, and never elsewhere."""
    return target if target and _STAFF_PAGE.fullmatch(target) else "/gestion"
