"""Trang web (the page): paste a report, get a record that can be checked at a glance."""
