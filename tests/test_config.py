"""Settings: what the environment may say, and what is said of a value that cannot be used."""

import threading
from datetime import time
from pathlib import Path

import pytest

from portal import config


def settings(folder: Path, **given: str) -> dict[str, object]:
    return config.from_environment({"PORTAL_DATA_DIR": str(folder), **given})


def test_a_key_that_another_process_is_still_writing_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.touch()
    writer = threading.Timer(0.2, path.write_text, ["la clave del otro"])
    writer.start()
    assert settings(tmp_path, SECRET_KEY="")["SECRET_KEY"] == "la clave del otro"
    writer.join()


def test_an_empty_key_file_is_never_used_as_a_key(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(RuntimeError, match="está vacío"):
        settings(tmp_path, SECRET_KEY="")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("TRUSTED_PROXIES", "uno"),
        ("CLOSING_TIME", "99"),
        ("CLOSING_TIME", "cinco"),
        ("PUBLISH_BY_WORKING_DAY", "1.5"),
        ("SEAL_WITNESSES", "control"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(RuntimeError, match=f"^{name}: «{value}»"):
        settings(tmp_path, **{name: value})


def test_witnesses_of_the_seals_are_parted_by_commas(tmp_path: Path) -> None:
    given = settings(tmp_path, SEAL_WITNESSES=" uno@control.example, dos@control.example,")
    assert given["SEAL_WITNESSES"] == ["uno@control.example", "dos@control.example"]
    assert settings(tmp_path)["SEAL_WITNESSES"] == []


def test_another_kind_of_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"^DATABASE_URL: use postgresql"):
        settings(tmp_path, DATABASE_URL="mysql://usuario:clave@servidor/portal")


def test_an_empty_value_is_the_default(tmp_path: Path) -> None:
    found = settings(tmp_path, PORT="", CLOSING_TIME="", PUBLIC_URL="", OFFICE_HOURS="")
    assert (found["PORT"], found["CLOSING_TIME"]) == (8000, time(17))
    assert not found["IS_HTTPS"]
    assert found["OFFICE"].hours == "por definir"  # type: ignore[attr-defined]
