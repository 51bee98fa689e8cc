"""One file per command, each imported only when it is called; `cli.main` lists them."""
