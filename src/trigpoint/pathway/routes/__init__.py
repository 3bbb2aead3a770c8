"""The public route finder: which ways to QTS fit what a person has?"""
