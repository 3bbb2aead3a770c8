"""The public check: can I be, or stay, the SENCO?"""
