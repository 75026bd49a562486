"""The room's addresses; its pages stand in the files beside this one."""

from flask import Blueprint

bp = Blueprint("casework", __name__)
