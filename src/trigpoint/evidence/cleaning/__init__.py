"""Looking into a file that somebody adds, and keeping of it only what she meant to show. No Django, no database.

A file is looked at by what it holds, not by its name, in a process of its own (`running`) with little memory and time:
what it does there, it does to nobody else. Pictures are drawn anew, sound is copied frame by frame, documents are
written anew without what tells of author, place and program; what cannot be cleaned is refused with the reason.
"""
