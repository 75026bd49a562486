"""The client's look at every page: a fault is found though a sound page like it went before."""

import pytest
from html5lib.html5parser import ParseError

from tests.checked_client import check_html
from tests.page_shape import shape_of

PAGE = """<!DOCTYPE html>
<html lang="es-CO"><head><title>Inicio</title></head>
<body><main><h1>Inicio</h1><p id="uno">Van 3 &amp; 4</p>
<table><tr><td><input type="hidden" name="a" value="b"></td></tr></table>
<form><textarea name="t">Hola</textarea></form></main></body></html>"""


def test_pages_that_differ_in_words_and_values_have_one_shape() -> None:
    other = PAGE.replace("Van 3", "«Vienen» 14").replace('value="b"', 'value="c d"')
    assert shape_of(other) == shape_of(PAGE) != PAGE
    check_html(other, "/")


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ("</p>", "</b></p>"),
        ("&amp; 4", "&nada; 4"),
        ("&amp; 4", "\x0b 4"),
        ("Van 3", "Van \ufdd0 3"),
        ('value="b"', 'value="b" value="c"'),
        ('value="b"', 'value="b\x01"'),
        ('value="b"', 'value="b"c'),
        ("<tr><td>", "<td>"),
        ("<h1>", "<h1><b>"),
        ("<form>", "<form><form>"),
        ("<table>", "<!-- <b> a -- b </b> --><table>"),
        ("</main>", "<p <b>x</p></main>"),
        ("<!DOCTYPE html>", ""),
        ("</body></html>", "</body></html>más"),
    ],
)
def test_what_a_browser_would_have_to_mend_is_found(sound: str, broken: str) -> None:
    check_html(PAGE, "/")
    with pytest.raises(ParseError):
        check_html(PAGE.replace(sound, broken, 1), "/")


@pytest.mark.parametrize(
    ("sound", "broken", "words"),
    [
        ("es-CO", "en", "language"),
        (">Inicio</title>", "> </title>", "no title"),
        ("<h1>Inicio</h1>", "<h2>Inicio</h2>", "0 h1"),
        ("<table>", "<h1>Otro</h1><table>", "2 h1"),
        ("<table>", '<table id="uno">', "repeated ids"),
    ],
)
def test_what_every_page_must_have_is_missed(sound: str, broken: str, words: str) -> None:
    check_html(PAGE, "/")
    with pytest.raises(AssertionError, match=words):
        check_html(PAGE.replace(sound, broken, 1), "/")
