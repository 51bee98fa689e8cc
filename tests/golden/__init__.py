"""One stored sample and one JSON schema of every version of every event ever shipped."""
