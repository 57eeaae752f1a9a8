"""Where pairs come from: manifests, stack configuration, exported states.

Each reader turns its source into pairs of facts; none of them judges anything.
"""
