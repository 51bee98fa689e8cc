"""The probation stage."""
