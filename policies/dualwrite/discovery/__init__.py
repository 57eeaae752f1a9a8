"""From files, resources and mappings to observations, and from those to pairs."""
