"""Orbat reads reports about armed groups and says who they are: sourced, dated, disputed claims."""

__version__ = "0.1.0"
