"""What the readers reach on public data; each module pins floors that only rise."""
