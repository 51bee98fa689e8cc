"""The application: it takes commands, keeps their events, and answers from the store."""
