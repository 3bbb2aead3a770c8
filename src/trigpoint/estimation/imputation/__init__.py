"""Chained-equation imputation of skipped questions, and Rubin's rules to carry its uncertainty into the figures."""

from trigpoint.estimation.imputation.chained import Imputations, impute
from trigpoint.estimation.imputation.pooling import Pooled, pool, pool_tables

__all__ = ["Imputations", "Pooled", "impute", "pool", "pool_tables"]
