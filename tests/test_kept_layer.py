"""The layer around Flask alone, and its shelf: what is kept, what goes through, what makes room."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from portal import kept_pages
from portal.page_shelf import Page, Shelf


class Counted:
    """Answers the same each time, and counts how often it is asked."""

    def __init__(self, status: int = 200, *, mark: bool = True, **headers: str) -> None:
        self.asked, self._mark = 0, mark
        self._response = Response(b"hola", status)
        self._response.headers.update({"Cache-Control": "no-cache", "ETag": '"x"'})
        self._response.headers.update({n.replace("_", "-"): v for n, v in headers.items()})

    def __call__(self, environ: Any, start: Any) -> Any:
        self.asked += 1
        if self._mark:
            environ[kept_pages.MARK] = True
        return self._response(environ, start)


@pytest.fixture
def times_asked(tmp_path: Any) -> Callable[..., int]:
    def ask_twice(answer: Counted, method: str = "GET", **asked: Any) -> int:
        layer = kept_pages.KeptPages(answer, tmp_path / "sello", "sesion")
        for _ in range(2):
            assert Client(layer, use_cookies=False).open("/", method=method, **asked).status_code
        return answer.asked

    return ask_twice


def test_what_shows_everybody_the_same_is_asked_for_once(times_asked: Callable[..., int]) -> None:
    assert times_asked(Counted(Vary="Accept-Encoding, Cookie")) == 1
    assert times_asked(Counted(), headers={"Cookie": "_ga=GA1.2"}) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"mark": False},
        {"status": 404},
        {"status": 206},
        {"Set_Cookie": "sesion=x"},
        {"Cache_Control": "no-store"},
        {"Cache_Control": "private, no-cache"},
        {"Vary": "Accept-Language"},
        {"Vary": "*"},
    ],
    ids=str,
)
def test_an_answer_that_may_not_be_for_everybody_is_not_kept(
    times_asked: Callable[..., int], answer: dict[str, Any]
) -> None:
    assert times_asked(Counted(**answer)) == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"method": "HEAD"},
        {"query_string": "pagina=2"},
        {"headers": {"Cookie": "sesion=x"}},
        {"headers": {"Cookie": "_ga=1; sesion=x"}},
    ],
    ids=str,
)
def test_a_request_that_may_change_or_be_somebodys_goes_through(
    times_asked: Callable[..., int], asked: dict[str, Any]
) -> None:
    assert times_asked(Counted(), **asked) == 2


def test_what_was_asked_for_least_recently_makes_room() -> None:
    shelf, moment = Shelf(most_bytes=10, largest=6), (0, 0)
    page = {n: Page.of([("ETag", '"x"')], b"x" * n) for n in (3, 4, 6, 7)}
    shelf.find("a", moment)
    for name, size in (("a", 4), ("b", 4), ("too large", 7)):
        shelf.keep(name, moment, page[size])
    assert shelf.find("a", moment)
    shelf.keep("c", moment, page[3])
    assert [bool(shelf.find(name, moment)) for name in ("a", "b", "c")] == [True, False, True]
    assert not shelf.find("too large", moment)


def test_a_page_of_an_earlier_moment_is_not_taken_in() -> None:
    shelf, page = Shelf(), Page.of([("ETag", '"x"')], b"x")
    shelf.find("a", (0, 0))
    shelf.find("b", (1, 0))
    shelf.keep("a", (0, 0), page)
    assert shelf.find("a", (1, 0)) is None
