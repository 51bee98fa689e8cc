"""How paths run: how long steps take, in which order, where they wait, come back or end."""
