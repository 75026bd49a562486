"""Every setting, read once from the environment, each with a default that lets the portal run."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values
from flask import current_app, request

from portal.kept_secret import kept_secret
from portal.notices.rules import is_address

ROOT = Path(__file__).resolve().parent.parent
UNDEFINED = "por definir"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Office:
    """What the office says of itself; «por definir» until somebody sets it: nothing is invented."""

    name: str
    address: str
    telephone: str
    hours: str
    mailbox: str


def from_environment(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """The Flask configuration. The environment wins over ``.env``, ``overrides`` over both."""
    env = {**dotenv_values(ROOT / ".env"), **os.environ, **overrides}
    data_dir = Path(env.get("PORTAL_DATA_DIR") or ROOT / "instance").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    public_url = (env.get("PUBLIC_URL") or "").rstrip("/")
    return {
        "SECRET_KEY": env.get("SECRET_KEY") or kept_secret(data_dir / "secret_key"),
        "SQLALCHEMY_DATABASE_URI": _database_url(env.get("DATABASE_URL"), data_dir),
        "PORTAL_DATA_DIR": data_dir,
        "PUBLIC_URL": public_url,
        # An everyday site: whoever is surprised here was looking at the weather.
        "LEAVE_TO": env.get("LEAVE_TO") or "https://www.google.com/search?q=clima",
        "PORT": _number(env, "PORT", 8000, most=65_535),
        "TRUSTED_PROXIES": _number(env, "TRUSTED_PROXIES", 0, most=10),
        "MAIL_URL": env.get("MAIL_URL") or None,
        "STORAGE_URL": _storage_url(env.get("STORAGE_URL"), data_dir),
        "OFFICE": _office(env),
        # What no form changes, and what forms lie over.
        "OFFICE_GIVEN": _office(env),
        "OFFICE_FIXED": frozenset(
            name for name in Office.__annotations__ if env.get(f"OFFICE_{name.upper()}")
        ),
        "CLOSING_TIME": _time(env, "CLOSING_TIME", "17:00"),
        "SEAL_WITNESSES": _addresses(env, "SEAL_WITNESSES"),
        "PUBLISH_BY_WORKING_DAY": _number(env, "PUBLISH_BY_WORKING_DAY", 10, most=31),
        **_session_settings(public_url),
        **_limits(),
        **({"TESTING": True} if env.get("TESTING") else {}),
    }


def setting(name: str) -> Any:
    """A setting of the running application."""
    return current_app.config[name]


def adopt_office(office: Office) -> None:
    """What the running application says of the office from now on."""
    current_app.config["OFFICE"] = office


def site_address() -> str:
    """The address that people type, or that of this visit where none is set; without a final /.

    Of the host as it was sent: one that says to be of another alphabet need not be readable.
    """
    return str(setting("PUBLIC_URL")) or f"{request.scheme}://{request.host}"


def _number(env: Mapping[str, Any], name: str, default: int, *, most: int) -> int:
    """A whole number from 0; raises RuntimeError in words for whoever sets the portal up."""
    given = str(env.get(name) or default).strip()
    if not re.fullmatch(r"[0-9]{1,6}", given) or int(given) > most:
        raise RuntimeError(f"{name}: «{given}» no es un número entero de 0 a {most}.")
    return int(given)


def _addresses(env: Mapping[str, Any], name: str) -> list[str]:
    """E-mail addresses parted by commas; raises RuntimeError for what no message could reach."""
    given = [each.strip() for each in (env.get(name) or "").split(",") if each.strip()]
    for address in given:
        if not is_address(address):
            raise RuntimeError(f"{name}: «{address}» no es un correo.")
    return given


def _time(env: Mapping[str, Any], name: str, default: str) -> time:
    given = str(env.get(name) or default).strip()
    try:
        found = time.fromisoformat(given)
    except ValueError as error:
        raise RuntimeError(f"{name}: «{given}» no es una hora como {default}.") from error
    return found.replace(tzinfo=None)


def _office(env: Mapping[str, Any]) -> Office:
    def setting(name: str, default: str = UNDEFINED) -> str:
        return env.get(f"OFFICE_{name}") or default

    return Office(
        name=setting("NAME", "Personería Distrital de Buenaventura"),
        address=setting("ADDRESS"),
        telephone=setting("TELEPHONE"),
        hours=setting("HOURS"),
        mailbox=setting("MAILBOX"),
    )


def _database_url(given: str | None, data_dir: Path) -> str:
    if not given:
        return f"sqlite:///{data_dir / 'portal.sqlite3'}"
    scheme, _, rest = given.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    if scheme not in ("sqlite", "postgresql+psycopg"):
        raise RuntimeError("DATABASE_URL: use postgresql://… o sqlite:///…")
    return given


def _storage_url(given: str | None, data_dir: Path) -> str:
    if given and urlsplit(given).scheme == "s3":
        raise RuntimeError(
            "STORAGE_URL: este portal todavía guarda los archivos en una carpeta; "
            "quite STORAGE_URL o ponga la ruta de una carpeta."
        )
    return given or str(data_dir / "files")


def _session_settings(public_url: str) -> dict[str, Any]:
    """Cookies are Secure with the ``__Host-`` prefix exactly when the public address is https."""
    is_https = public_url.startswith("https://")
    return {
        "SESSION_COOKIE_NAME": "__Host-sesion" if is_https else "sesion",
        "SESSION_COOKIE_SECURE": is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=10),
        "IDLE_SESSION_LIFETIME": timedelta(minutes=30),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "IS_HTTPS": is_https,
    }


def _limits() -> dict[str, Any]:
    return {
        "MAX_FILE_BYTES": 10 * MEGABYTE,
        "MAX_FILES": 5,
        # Twice what may be kept: who sends a film gets the form back with every word of it.
        "MAX_CONTENT_LENGTH": 120 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
        "MAX_FORM_PARTS": 200,
    }
