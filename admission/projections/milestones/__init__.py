"""What was reached, when, credited to which unit."""
