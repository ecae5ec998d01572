"""`python -m orbat`."""

from orbat.cli import main

main()
