"""Kiểm thử trang web (tests of the page) in a browser. A package, so that the browser ends with its last test."""
