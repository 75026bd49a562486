"""The commands: what a room's ``cli*.py`` defines, if it is in no group, hangs from ``flask``."""

from collections.abc import Iterable
from types import ModuleType

import click
from flask import Flask

from portal import cli_terms


def init_app(app: Flask, modules: Iterable[ModuleType]) -> None:
    for module in (cli_terms, *modules):
        members = [value for value in vars(module).values() if isinstance(value, click.Command)]
        within = {id(one) for group in members for one in _commands_of(group)}
        for command in members:
            if id(command) not in within:
                app.cli.add_command(command)


def _commands_of(command: click.Command) -> Iterable[click.Command]:
    return command.commands.values() if isinstance(command, click.Group) else ()
