"""The desk in a browser, without a browser."""
