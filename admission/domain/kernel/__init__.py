"""What every room of the domain is made of: values, ids, dates, documents, messages, rules."""
