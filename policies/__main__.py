"""The policy pack, as the Pulumi engine starts it."""

from dualwrite.pack.start import main

main()
