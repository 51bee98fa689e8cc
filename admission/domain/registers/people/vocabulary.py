"""The words for what is recorded of people, in the order in which forms list them.

Those of occupations, schooling and qualification are rows of the statistics form on newly admitted
members (HD 11-HD/BTCTW of 13/12/2021, form 2); sources are those that committees report by.
"""

from typing import Literal

Sex = Literal["female", "male"]
SchoolingLevel = Literal["none", "literate", "primary", "lower-secondary", "upper-secondary"]
Qualification = Literal[
    "none", "technical", "intermediate", "college", "university", "master", "doctor"
]
"""The highest that somebody has; none: it is known that there is none."""
Title = Literal["none", "associate-professor", "professor", "other"]
"""The highest academic title; none: it is known that there is none."""
Source = Literal[
    "youth-union",
    "womens-union",
    "farmer",
    "veteran",
    "worker",
    "conscript",
    "returning-soldier",
    "enterprise-worker",
    "official",
    "teacher",
    "pupil",
    "business-owner",
    "dignitary",
    "elder",
    "other",
]
"""From among whom somebody comes; several at once."""
Occupation = Literal[
    "state-official",
    "party-or-front-official",
    "commune-official",
    "village-part-timer",
    "public-unit-staff",
    "non-public-unit-staff",
    "enterprise-manager",
    "enterprise-indirect-staff",
    "enterprise-direct-worker",
    "agriculture-forestry-fishery",
    "armed-forces",
    "university-student",
    "pupil",
    "other",
]
