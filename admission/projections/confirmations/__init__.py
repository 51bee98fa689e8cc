"""To which day the records of units are confirmed as complete."""
