"""Kho báo cáo (archive): thousands of reports to tables, resumable, nothing lost."""
