"""The privacy notice that people read before they ask (Ley 1581/2012, art. 12).

Each request keeps the version that was shown; change it together with ``pages/privacy.html``.
"""

VERSION = "3"
