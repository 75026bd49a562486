"""The portal of a personería: from a citizen's request to the figures of the yearly plan."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from flask import Flask

from portal import addresses, config, extensions

# In the order in which one room may import another: each reads only what stands before it.
ROOMS = (
    *("accounts", "plan", "notices", "intake", "guide", "data_rights", "casework"),
    *("agenda", "indicators", "transparency", "demonstration"),
)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from the environment; ``overrides`` win over it (tests)."""
    app = Flask(__name__, static_folder=None, template_folder="../templates")
    app.config.update(config.from_environment(overrides or {}))
    extensions.init_app(app)
    addresses.set_up(app.url_map)
    _register_rooms(app)
    _register_web(app)
    _register_commands(app)
    return app


def _register_rooms(app: Flask) -> None:
    for _ in _modules("models"):
        pass  # importing is enough: each module adds its tables to the metadata
    from portal.guide import drafts, guides
    from portal.intake import catalogues, office_days, office_entries

    office_days.configure(app.config["PORTAL_DATA_DIR"])
    office_entries.configure()
    catalogues.configure(app.config["PORTAL_DATA_DIR"])
    guides.configure(app.config["PORTAL_DATA_DIR"])
    drafts.configure(app.config["PORTAL_DATA_DIR"])
    # All are imported first: a room's blueprint takes no more pages once it is registered.
    for module in tuple(_modules("views")):
        if module.bp.name not in app.blueprints:
            app.register_blueprint(module.bp)


def _register_web(app: Flask) -> None:
    from portal import web

    web.init_app(app)


def _register_commands(app: Flask) -> None:
    from portal import cli

    cli.init_app(app, _modules("cli"))


def _modules(prefix: str) -> Iterator[ModuleType]:
    """Every ``<room>/<prefix>*.py``, rooms in their order, so that one room may hold several."""
    for room in ROOMS:
        package = importlib.import_module(f"portal.{room}")
        for found in pkgutil.iter_modules(package.__path__):
            if found.name == prefix or found.name.startswith(f"{prefix}_"):
                yield importlib.import_module(f"portal.{room}.{found.name}")
