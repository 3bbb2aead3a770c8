"""What non-response may have done to the figures, and what is known about it.

Weights put right what the register knows; nothing in the data can put right an answer that itself decides who
replies. So every national figure is shown with the four things that can be said: how many replied
(`response_rates`), whether those who did mirror the sample (`r_indicator`), how far the figure would move if
non-respondents differed (`sensitivity`), and which questions people skipped (`item_missingness`).
"""

from trigpoint.estimation.nonresponse.missingness import item_missingness
from trigpoint.estimation.nonresponse.rates import DISPOSITIONS, response_rates
from trigpoint.estimation.nonresponse.representativeness import RIndicator, r_indicator
from trigpoint.estimation.nonresponse.sensitivity import Sensitivity, sensitivity

__all__ = [
    "DISPOSITIONS",
    "RIndicator",
    "Sensitivity",
    "item_missingness",
    "r_indicator",
    "response_rates",
    "sensitivity",
]
