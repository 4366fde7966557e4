"""Networks and rows in, HTML files out. No queries here, and no JavaScript inside Python."""

from faultlines.views.pages import show, write_pages

__all__ = ["show", "write_pages"]
