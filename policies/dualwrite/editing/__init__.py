"""Changing the text of a policy pack's configuration: only what is meant changes, byte for byte."""
