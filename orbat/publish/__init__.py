"""Views as files and on the terminal, one format a module.

Law: what comes from a document is hostile and is shown as plain characters, never as markup or control.
Law 9: a line that no person accepted says so.
"""
