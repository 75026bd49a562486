"""The words of a page, as they are read."""

import html
import re


def words_of(page: str) -> str:
    """Without tags, with single blanks, from the main part on."""
    main = re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])
    return " ".join(html.unescape(main).replace("\xa0", " ").split())
