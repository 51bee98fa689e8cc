"""A small organisation with two years behind it: several of everything, so that a lost WHERE shows.

P  province (directly under central)
├─ D  district ─┬─ G  grassroots committee ─┬─ B  department committee ─ C1 cell
│               │                           └─ C2 cell
│               └─ S  grassroots cell
└─ E  district (founded 2024-06-01)
"""
