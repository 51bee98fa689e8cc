"""An event-sourced record of member admissions, from awareness class to official membership."""

__version__ = "0.1.0"
