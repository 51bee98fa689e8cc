"""The library's reusable recorder cases.

Their module also imports a cipher, from a package that nothing else here needs and that no recorder
case uses; a stand-in takes its place while it is imported.
"""

import sys
from types import ModuleType
from unittest.mock import patch

_cipher = ModuleType("eventsourcing.cipher")
_cipher.__dict__["AESCipher"] = object

with patch.dict(sys.modules):
    sys.modules["eventsourcing.cipher"] = _cipher
    import eventsourcing.tests.persistence as cases

__all__ = ["cases"]
