"""Who answers for which unit."""
