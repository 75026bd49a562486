#!/usr/bin/env python3
"""Start the portal or prove it, on a machine with nothing but Python 3.11 or newer.

python3 manage.py run                       the portal, with the address to open
python3 manage.py test [arguments]          linters and tests; the arguments go to pytest
python3 manage.py prove [name] [--sample]   the heavier proofs of the folder proofs/
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get words, not a traceback
    sys.exit("Este portal necesita Python 3.11 o más reciente; este es el " + sys.version[:6])

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, STDOUT, Popen

ROOT = Path(__file__).resolve().parent
PYTHON = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = ("requirements.txt", "requirements-dev.txt")
# A proof that is told to stop still ends the servers that it started.
ENDS_CLEANLY = "import signal, sys; signal.signal(signal.SIGTERM, signal.default_int_handler)"
WHAT_TO_INSTALL = "En Debian o Ubuntu: sudo apt-get install python3-venv"
LINTERS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "djlint": ["-m", "djlint", "templates", "--lint", "--quiet"],
}


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    command, rest = "".join(arguments[:1]), arguments[1:]
    if command == "run" and not rest:
        prepare(LOCKS[:1])
        return become("-m", "portal.serve")
    if command in ("test", "prove"):
        prepare(LOCKS)
        return test(rest) if command == "test" else prove(rest)
    sys.exit(__doc__)


def prepare(locks: Sequence[str]) -> None:
    """Make `.venv` once, and install when the contents of a lock changed since the last time."""
    if not PYTHON.exists():
        make_environment()
    digests = {lock: hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in locks}
    stamps = {ROOT / ".venv" / f"installed-{lock}": digest for lock, digest in digests.items()}
    if all(stamp.exists() and stamp.read_text() == digest for stamp, digest in stamps.items()):
        return
    print("Instalando las dependencias…", flush=True)
    for stamp in stamps:
        stamp.unlink(missing_ok=True)  # an interrupted installation must not look complete
    options = ["--require-hashes", "--only-binary", ":all:", "--no-input", "--quiet"]
    options += ["--disable-pip-version-check", *(f"--requirement={lock}" for lock in locks)]
    if subprocess.call([*pip(), "install", *options]):
        sys.exit("No se pudieron instalar las dependencias: lea el mensaje anterior.")
    for stamp, digest in stamps.items():
        stamp.write_text(digest)


def make_environment() -> None:
    print("Creando el entorno .venv…", flush=True)
    try:
        import venv

        venv.create(ROOT / ".venv", clear=True, symlinks=os.name != "nt")
    except (ImportError, OSError) as error:
        sys.exit(f"No se pudo crear el entorno .venv: {error}. {WHAT_TO_INSTALL}")


def pip() -> list[str]:
    """This Python's pip pointed at the environment, or one put there, which takes some seconds."""
    own, put = [sys.executable, "-m", "pip", "--python", str(PYTHON)], [str(PYTHON), "-m", "pip"]
    if works(*own, "--version"):
        return own
    if works(*put, "--version") or works(str(PYTHON), "-m", "ensurepip"):
        return put
    sys.exit(f"A este Python le falta «pip». {WHAT_TO_INSTALL}")


def works(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def become(*arguments: str) -> int:
    """Hand this process over to the environment's Python; Windows cannot, so there it waits."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a quick start needs what was compiled before
    if os.name != "nt":
        os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606 - no shell wanted
    with Popen([PYTHON, *arguments]) as child, suppress(KeyboardInterrupt):
        child.wait()
    return child.returncode  # Ctrl-C reached the child too: leaving the block waited for its end


def test(arguments: list[str]) -> int:
    """Run the linters, then the suite on both databases side by side, one on each core."""
    suite = {f"pytest {db}": ["-m", "pytest", "--db", db] for db in ("sqlite", "postgresql")}
    results = side_by_side(LINTERS)
    results |= side_by_side({name: [*part, *arguments] for name, part in suite.items()})
    return summary(results)


def summary(results: dict[str, tuple[int, str]]) -> int:
    print("\n== Resumen")
    for name, (code, closing) in results.items():
        print(f"{'FALLA' if code else 'bien '}  {name:<17}  {closing}")
    return 1 if any(code for code, _ in results.values()) else 0


def side_by_side(parts: dict[str, list[str]]) -> dict[str, tuple[int, str]]:
    """Start all parts at once, print what each said in turn, give its exit code and last line."""
    print(f"\n== Corren a la vez: {', '.join(parts)}…", flush=True)
    said = {name: tempfile.TemporaryFile() for name in parts}  # noqa: SIM115 - closed below
    running = {
        name: Popen([PYTHON, *arguments], stdin=DEVNULL, stdout=said[name], stderr=STDOUT)
        for name, arguments in parts.items()
    }
    results = {}
    for name, child in running.items():
        with child, said[name] as output:
            child.wait()
            output.seek(0)
            text = output.read().decode(errors="replace").rstrip()
        print(f"\n== {name}\n{text}", flush=True)
        results[name] = child.returncode, text.rpartition("\n")[2].strip(" =")
    return results


def prove(arguments: list[str]) -> int:
    names, sample = [name for name in arguments if name != "--sample"], "--sample" in arguments
    known = sorted(path.stem for path in ROOT.glob("proofs/[a-z]*.py"))
    if not known or set(names) - set(known):
        sys.exit(f"No existe esa prueba. En proofs/ hay: {', '.join(known) or 'ninguna'}.")
    results = {}
    for name in names or known:
        print(f"\n== {name}", flush=True)
        call = f"{ENDS_CLEANLY}; from proofs.{name} import main; sys.exit(main(sample={sample}))"
        results[name] = subprocess.call([str(PYTHON), "-c", call], stdin=DEVNULL), ""
    return summary(results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
