"""From what resources say to pairs: which belong together, and what they say of each fact."""
