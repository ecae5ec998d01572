"""Views as files and on the terminal, one format a module.

Law: whatever comes from a document is hostile and is shown as plain characters, never as markup, code or control.
Law 9: a line that no person accepted says so.
"""
