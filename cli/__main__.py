"""`python -m cli` is the command `admission`."""

from cli.main import main

main()
