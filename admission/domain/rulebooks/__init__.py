"""The regulations as data: one TOML file per issue, read into one frozen model."""
