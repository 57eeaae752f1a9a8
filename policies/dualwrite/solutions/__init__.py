"""The dual-write packages of an environment, and the apps whose data they synchronize.

``installed.py`` and ``apps.py`` read what people declare; ``packages.py`` is the table of what
Microsoft documents.
"""
