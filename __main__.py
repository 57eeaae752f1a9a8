"""One EnvironmentPair for each pair of the stack's configuration.

Resources that need a compliant pair are declared as its children (``parent=pair``) or depend on it:
the policy pack then refuses the pair before any of them exists.
"""

import pulumi

from components import EnvironmentPair, declared_pairs

pairs = [EnvironmentPair(name, args) for name, args in declared_pairs(pulumi.Config("dualwrite"))]

pulumi.export("pairs", sorted(pair._name for pair in pairs))
