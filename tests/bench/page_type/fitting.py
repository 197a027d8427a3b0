"""Logistic regression with a quadratic penalty, and its folds over registrable domains. Pure."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_MAX_STEPS = 100
_TOLERANCE = 1e-9


def fit_logistic(values: Vector, is_article: Vector, weights: Vector, penalty: float) -> Vector:
    """Return the coefficients, the intercept last, by Newton's method.

    `values` has a row an example and a column a feature; the intercept is not penalised.
    """
    rows = np.column_stack([values, np.ones(len(values))])
    penalties = np.full(rows.shape[1], penalty)
    penalties[-1] = 0.0
    coefficients = np.zeros(rows.shape[1])
    for _ in range(_MAX_STEPS):
        odds = 1 / (1 + np.exp(-rows @ coefficients))
        slope = rows.T @ (weights * (odds - is_article)) + penalties * coefficients
        curve = (rows.T * (weights * odds * (1 - odds))) @ rows + np.diag(penalties)
        step = np.linalg.solve(curve, slope)
        coefficients -= step
        if np.abs(step).max() < _TOLERANCE:
            break
    return coefficients


def assign_folds(sites: Sequence[str], folds: int, seed: int) -> NDArray[np.int64]:
    """Return the fold of each example; all pages of a site are in one."""
    digests = [hashlib.sha256(f"{seed} {site}".encode()).digest() for site in sites]
    return np.array([int.from_bytes(digest[:8]) % folds for digest in digests])


def predict_by_folds(
    values: Vector, is_article: Vector, weights: Vector, penalty: float, folds: NDArray[np.int64]
) -> Vector:
    """Return the log odds of each example by the fit on the other folds."""
    log_odds = np.zeros(len(values))
    for fold in np.unique(folds):
        rest = folds != fold
        coefficients = fit_logistic(values[rest], is_article[rest], weights[rest], penalty)
        log_odds[~rest] = values[~rest] @ coefficients[:-1] + coefficients[-1]
    return log_odds
