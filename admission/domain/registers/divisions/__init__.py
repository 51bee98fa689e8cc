"""People of a divided cell, and to which of its parts each of them goes."""
