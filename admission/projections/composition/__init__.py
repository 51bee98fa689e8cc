"""Who was admitted: source, sex, age, schooling and the other rows of the statistics form."""
