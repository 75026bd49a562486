"""What Lighthouse says of every public page on a telephone with slow 4G; the goal is 100 in all.

    npm install lighthouse
    python -m bench.lighthouse node_modules/.bin/lighthouse [address ...]

Prints the four scores of each page, and what was not perfect in it.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.first_visit import CHROMIUM, PAGES, served
from bench.office import hire_signers, office, publish

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = ("--headless=new", *CHROMIUM["args"])


def main() -> None:
    program, addresses = sys.argv[1], sys.argv[2:] or PAGES
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder, office(folder) as app:
        signers = hire_signers()
        for month in (1, 2):
            publish(2024, month, signers)
        with served(app) as site:
            for path in addresses:
                _print(path, _report(program, site + path, Path(folder) / "report.json"))


def _report(program: str, address: str, place: Path) -> dict[str, Any]:
    options = (
        *("--quiet", "--form-factor=mobile", "--throttling-method=simulate", "--output=json"),
        *(f"--output-path={place}", f"--only-categories={','.join(CATEGORIES)}"),
        f"--chrome-flags={' '.join(FLAGS)}",
    )
    where = os.environ | {"CHROME_PATH": CHROMIUM["executable_path"]}
    command = [program, address, *options]
    subprocess.run(command, check=True, env=where, timeout=180)  # noqa: S603 - the caller's own
    return dict(json.loads(place.read_text(encoding="utf-8")))


def _print(path: str, report: dict[str, Any]) -> None:
    scores = [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]
    weighed = [
        part["id"]
        for name in CATEGORIES
        for part in report["categories"][name]["auditRefs"]
        if part["weight"]
    ]
    told = [(name, report["audits"][name]["score"]) for name in weighed]
    lacking = [name for name, score in told if score is not None and score < 1]
    print(f"{path:28}{'/'.join(map(str, scores)):>18}  {', '.join(lacking)}", flush=True)


if __name__ == "__main__":
    main()
