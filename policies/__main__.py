"""The policy pack, as the Pulumi engine starts it."""

import gc

gc.disable()  # nothing that is imported is garbage; collecting in between only takes time

from dualwrite.pack.start import main  # noqa: E402

gc.enable()
main()
