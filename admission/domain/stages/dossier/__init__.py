"""The dossier stage."""
