"""Bytes -> Document -> Text with Sections."""
