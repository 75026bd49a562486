"""What a first visit weighs in Chromium, headers included, and what the next page adds.

    python -m bench.first_visit

Each page is opened by a browser that was never here, over HTTP/1.1 from this machine. Goals: at
most 14,000 bytes in at most 4 requests, nothing from elsewhere; 6,000 for each later page.
"""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from waitress import create_server

from bench.office import hire_signers, office, publish
from portal import one_writer

CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}
MOST, MOST_REQUESTS, MOST_LATER = 14_000, 4, 6_000
PAGES = (  # all that are open to anybody
    "/",
    "/solicitudes/queja",
    "/solicitudes/asesoria",
    "/solicitudes/capacitacion",
    "/transparencia",
    "/transparencia/2024",
    "/transparencia/2024/02",
    "/plan/2024",
    "/plan/2024/indicadores/6",
    "/guia",
    "/guia/tutela",
    "/guia/preguntas/plazo",
    "/guia/tutela/borrador",
    "/guia/plazos",
    "/seguimiento",
    "/seguimiento/codigo",
    "/agenda",
    "/ayuda",
    "/participa",
    "/problemas",
    "/privacidad",
    "/privacidad/solicitud",
    "/privacidad/consultar",
    "/politicas",
    "/telefono",
    "/sin-senal",
    "/accesibilidad",
    "/mapa",
)


class Weighed:
    """A page that notes what came over the wire: headers and bodies as they travelled."""

    def __init__(self, page: Page) -> None:
        self.bytes = self.requests = 0
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._came)

    def reset(self) -> None:
        self.bytes = self.requests = 0

    def _asked(self, event: dict[str, Any]) -> None:
        self.requests += not event["request"]["url"].startswith("data:")

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, office(folder) as app:
        signers = hire_signers()
        for month in (1, 2):
            publish(2024, month, signers)
        with served(app) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**CHROMIUM)
            print(f"{'page':28}{'first':>8}{'requests':>10}{'later':>8}")
            for path in PAGES:
                _weigh(browser, address, path)
            browser.close()


def _weigh(browser: Browser, address: str, path: str) -> None:
    first = _visit(browser, [address + path])
    later = _visit(
        browser, [f"{address}{'/ayuda' if path != '/ayuda' else '/mapa'}", address + path]
    )
    is_heavy = first.bytes > MOST or first.requests > MOST_REQUESTS or later.bytes > MOST_LATER
    numbers = f"{first.bytes:>8,}{first.requests:>10}{later.bytes:>8,}"
    print(f"{path:28}{numbers}{'  too heavy' if is_heavy else ''}", flush=True)


def _visit(browser: Browser, addresses: list[str]) -> Weighed:
    """What the last of these addresses brought to a browser that was never here before."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    weighed = Weighed(page)
    for address in addresses:
        weighed.reset()
        page.goto(address, wait_until="networkidle")
    page.context.close()
    return weighed


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    one_writer.mark_reading(True)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


if __name__ == "__main__":
    main()
