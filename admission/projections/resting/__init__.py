"""Which paths rest on which people, meetings and classes; asked for at a correction of such."""
