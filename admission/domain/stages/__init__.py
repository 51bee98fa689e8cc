"""The path of one candidate: awareness, dossier, admission, probation, membership."""
