"""Pictures of pairs: their sides by geography and region, and what the verdicts are.

The way data takes: ``environments`` finds which sides are one environment, ``places`` where each
stands, ``standing`` what a pair's results come to, and ``beside`` the same for the Azure resources of
pairs; ``building`` makes a ``drawing`` of all that, which knows nodes, edges and clusters only; ``dot``
and ``mermaid`` write it as text.
"""
