"""The citizen's pages of this room stand in the files beside this one; here only what joins them.

The home page shows published figures too, so it stands in the room of publications.
"""

from flask import Blueprint

bp = Blueprint("intake", __name__)
