"""Requirements of Microsoft Dynamics 365 dual-write, judged on pairs of environments before they exist.

The library behind the policy pack and the ``dualwrite`` command line. Data takes one way through it::

    source -> pairs -> requirements -> verdicts -> exemptions -> pack or report
"""

from __future__ import annotations

__version__ = "0.1.0"
