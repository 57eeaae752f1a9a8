"""A stand-in for the official Python language host, for machines that have none.

The official `pulumi-language-python` comes with every downloaded Pulumi CLI, but is not among the
Go modules that can be built. This one serves the same `LanguageRuntime` service with the classes
of the Python SDK: programs, policy packs and local provider plugins, in virtual environments made
with pip. It generates no code and knows neither poetry nor uv.
"""
