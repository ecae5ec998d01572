"""How fast Orbat starts, reads and answers on this machine: `python -m benchmarks`."""
