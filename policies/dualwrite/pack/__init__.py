"""The Pulumi policy pack: requirements as policies. The only package that imports ``pulumi_policy``."""
