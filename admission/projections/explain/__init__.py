"""What stands behind one figure: people, events, documents, rulebooks and acts on units."""
