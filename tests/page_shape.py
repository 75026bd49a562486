"""What is left of a page without its plain words: pages of one shape are all valid, or none is.

Parsing strictly costs more than making the page, and most pages of the suite differ in a number
or a name. Only what cannot decide about validity is left out: runs of ordinary characters between
tags, and inside the quotes of attributes whose value no parser looks at.
"""

import re

ENTITY = r"&(?:amp|lt|gt|quot|#34|#39);"
# No control character, which a page may not hold, and no loose sign of markup.
ORDINARY = rf"(?:[\w \n\t.,;:()«»“”¿?¡!/%·×÷–—+*@#'-]|{ENTITY})"
FREE = (
    r"value|href|src|action|datetime|content|title|for|name|min|max|placeholder"
    r"|aria-(?:label|labelledby|describedby)"
)
ATTRIBUTE = re.compile(rf' ({FREE})="{ORDINARY}*+"')
WORDS = re.compile(rf">[ \n\t]*+[\w«¿¡(]{ORDINARY}*+(?=<)")


def shape_of(html: str) -> str:
    """In a comment a pair of hyphens decides, so a page with one is its own shape."""
    if "<!--" in html:
        return html
    return WORDS.sub(">x", ATTRIBUTE.sub(r' \1=""', html))
