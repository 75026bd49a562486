"""How addresses are read."""

from werkzeug.routing import IntegerConverter, Map


class SmallInteger(IntegerConverter):
    """What every integer column holds, in ASCII digits: longer numbers name nothing of ours."""

    regex = "[0-9]{1,9}"


def set_up(url_map: Map) -> None:
    """Before any route is added. An address with a double slash is none, and leads nowhere.

    Werkzeug would send it on to whatever host the visitor named.
    """
    url_map.converters["int"] = SmallInteger
    url_map.merge_slashes = False
