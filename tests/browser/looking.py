"""What is wrong with a page as a browser shows it, found without an eye."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What may differ between one width or choice of colours and another.
RULES_OF_APPEARANCE = {"type": "rule", "values": ["color-contrast", "target-size"]}

RUN_AXE = """
async ([within, rules]) => {
  const found = await axe.run(document.querySelector(within), {
    runOnly: rules, resultTypes: ["violations"], elementRef: false,
  });
  return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)} (`
    + `${one.nodes.length}) ${one.nodes[0].failureSummary.replace(/\\s+/g, " ").slice(0, 300)}`);
}
"""

# The window itself may be wider than its content where the page scrolls sideways.
SIDEWAYS = """
() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > root.clientWidth + 0.5)
    .slice(0, 3).map(one => `wider than ${root.clientWidth}: ${one.outerHTML.slice(0, 120)}`)
    .concat(`${root.scrollWidth} > ${root.clientWidth}`);
}
"""

# Letters in a drawing shrink with it.
SMALL_LETTERS = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    const drawn = element instanceof SVGGraphicsElement ? element.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * drawn;
    if (size < 15.99) small.add(`${size.toFixed(1)}px: ${element.outerHTML.slice(0, 80)}`);
  }
  return [...small].slice(0, 3);
}
"""

MAIN_BUTTONS = """
() => [...document.querySelectorAll("main .button:not(.button-second, .button-link)")]
  .filter(one => one.checkVisibility()).map(one => one.textContent.trim())
"""


def prepare(page: Page) -> list[str]:
    """Gather what the browser complains about: broken scripts, refused files, policies broken."""
    complaints: list[str] = []
    page.on("console", lambda message: _note(complaints, message.type, message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def _note(complaints: list[str], kind: str, text: str) -> None:
    # A page that answers 404 on purpose is reported as a file that failed.
    if kind in ("error", "warning") and "status of 4" not in text:
        complaints.append(text)


def accessibility_faults(
    page: Page, rules: dict[str, Any] = RULES, within: str = "html"
) -> list[str]:
    """Violations of WCAG 2.2 AA that axe can see; contrast is measured as the page is shown."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, [within, rules])
    return found


def faults_of_size(page: Page) -> list[str]:
    """Content wider than the window, and text under 16 points."""
    found: list[str] = page.evaluate(SIDEWAYS) + page.evaluate(SMALL_LETTERS)
    return found


@contextmanager
def letters_of(page: Page, pixels: int) -> Iterator[None]:
    """As somebody sets the letters in their browser, where 16 pixels are the rule."""
    wire = page.context.new_cdp_session(page)
    for size in (pixels, 16):
        wire.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
        if size == pixels:
            yield
    wire.detach()


def main_buttons(page: Page) -> list[Any]:
    """The texts of the solid buttons in the page's main part."""
    found: list[Any] = page.evaluate(MAIN_BUTTONS)
    return found
