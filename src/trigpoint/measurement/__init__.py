"""How well questions and judges measure: facility, discrimination, reliability, agreement, standards, samples.

Pure: the standard library only, no clock, no input or output.
"""
