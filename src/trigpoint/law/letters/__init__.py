"""Letters and meetings: templates that rest on duties and count their own days, and a check of plain language.

Pages of it keep nothing: what is typed goes into the answer and nowhere else.
"""
