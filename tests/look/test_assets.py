"""The style sheet and the script reach the browser as one file each, compressed, kept a year."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment

from portal import assets, tidying

CODINGS = (("gzip, br", "br", brotli.decompress), ("gzip, br;q=0", "gzip", gzip.decompress))


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    app = Flask(__name__, static_folder=None)
    assets.init_app(app)
    return app.test_client()


def _address(client: FlaskClient, name: str) -> str:
    return client.application.jinja_env.globals["asset_url"](name)


def test_the_style_sheet_is_every_sheet_in_the_order_of_the_cascade(client: FlaskClient) -> None:
    sent = client.get(_address(client, "portal.css")).get_data(as_text=True)
    folder = Path(assets.STATIC) / "css"
    sheets = [
        tidying.tidied_styles((folder / f"{name}.css").read_bytes()) for name in assets.STYLES
    ]
    places = [sent.index(sheet.decode()) for sheet in sheets]
    assert places == sorted(places)


def test_tidying_takes_comments_and_white_space_and_nothing_else() -> None:
    css = b"/* why */\n.a > .b,\n.c:is(p, ul) {\n  width: calc(1rem + 2vw);\n}\n"
    assert tidying.tidied_styles(css) == b".a > .b,.c:is(p,ul){width:calc(1rem + 2vw);}"
    assert tidying.tidied_styles(b'.d::before { content: "/ "; }') == b'.d::before{content:"/ ";}'
    script = b"// why\nuse();\n  // inside\n  go('//x'); // stays\n"
    assert tidying.tidied_script(script) == b"use();\ngo('//x'); // stays\n"


@pytest.mark.parametrize("name", ["portal.css", "portal.js", "icon.svg"])
def test_a_browser_that_can_gets_it_compressed(client: FlaskClient, name: str) -> None:
    plain = client.get(_address(client, name))
    tags = {plain.headers["ETag"]}
    for accepted, coding, unpack in CODINGS:
        packed = client.get(_address(client, name), headers={"Accept-Encoding": accepted})
        assert packed.headers["Content-Encoding"] == coding
        assert unpack(packed.data) == plain.data
        assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        tags.add(packed.headers["ETag"])
    assert "Content-Encoding" not in plain.headers
    assert len(tags) == 3


def test_it_is_kept_for_a_year_under_its_hash(client: FlaskClient) -> None:
    answer = client.get(_address(client, "portal.js"))
    assert "immutable" in answer.headers["Cache-Control"]
    again = client.get(
        _address(client, "portal.js"), headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_under_another_hash_there_is_nothing(client: FlaskClient) -> None:
    assert client.get("/static/000000000000/portal.css").status_code == 404


def test_templates_lose_their_indentation_and_nothing_that_people_wrote() -> None:
    environment = Environment(extensions=[tidying.Unindented], autoescape=True)
    template = environment.from_string("<p>\n    a\n\n  {{ text }}\n</p>")
    assert template.render(text="b\n   c") == "<p>\n a\n\n b\n   c\n</p>"
