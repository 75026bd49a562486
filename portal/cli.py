"""The commands: every click group that a room's ``cli*.py`` defines hangs from ``flask``."""

from collections.abc import Iterable
from types import ModuleType

import click
from flask import Flask

from portal import cli_terms


def init_app(app: Flask, modules: Iterable[ModuleType]) -> None:
    for module in (cli_terms, *modules):
        for value in vars(module).values():
            if isinstance(value, click.Group):
                app.cli.add_command(value)
