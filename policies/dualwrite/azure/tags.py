"""Tags: the one that ties a resource to its pair, and what Azure takes."""

from __future__ import annotations

PAIR_TAG = "dualwrite-pair"
"""The tag with the name of the pair that a resource belongs to; to Azure, names of tags have no case."""
MOST_TAGS = 50
LONGEST_TAG_VALUE = 256
"""How many tags a resource has, and how many characters a value (article tag-resources, 2022-03-15)."""
