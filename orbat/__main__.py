"""`python -m orbat`."""

from orbat.cli import main

if __name__ == "__main__":  # the processes of `--workers` import this module too
    main()
