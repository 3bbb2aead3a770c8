"""Certificates and badges from elsewhere: verified, mapped and accepted by two people."""
