"""The fit of the weights of page types, printed beside the figures of other outlets' folds.

python -m tests.bench.page_type [--write]
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.bench.page_type.examples import Example, hash_examples, read_examples, weigh_examples
from tests.bench.page_type.fitting import Vector, assign_folds, fit_logistic, predict_by_folds

SEED = 1
_FOLDS = 10
_PENALTY = 1.0
# A lost article is worse than a stored list: a page is an article from these odds on.
_BOUNDARIES = (0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
_BOUNDARY = 0.4
_WEIGHTS_FILE = Path(__file__).parents[3] / "crawler/extraction/fields/page_type_weights.py"
_HEADER = '''"""Weights of page types: what each feature adds to the log odds of an article.

Written by `python -m tests.bench.page_type --write`, seed {seed}, from {number} pages of the shared
corpora: SHA-256 {digest}.
"""

from typing import Final

# Includes the boundary: from 0 on a page is an article.
INTERCEPT: Final = {intercept:.3f}

WEIGHTS: Final[dict[str, float]] = {{
{weights}
}}
'''


def main(arguments: Sequence[str]) -> int:
    """Fit, print, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.page_type", description=__doc__)
    parser.add_argument("--shared", type=Path, default=os.environ.get("WARRAQ_SHARED", "../shared"))
    parser.add_argument("--write", action="store_true", help="write the weights into the crawler")
    options = parser.parse_args(arguments)
    examples = read_examples(Path(options.shared) / "corpus")
    names = list(examples[0].features)
    values = np.array([[example.features[name] for name in names] for example in examples])
    is_article = np.array([float(example.is_article) for example in examples])
    weights = np.array(weigh_examples(examples))
    folds = assign_folds([example.site for example in examples], _FOLDS, SEED)
    _print_boundaries(
        predict_by_folds(values, is_article, weights, _PENALTY, folds), is_article, "other outlets"
    )
    coefficients = fit_logistic(values, is_article, weights, _PENALTY)
    _print_boundaries(values @ coefficients[:-1] + coefficients[-1], is_article, "same pages")
    text = _format_weights(names, coefficients, examples)
    print(text)
    if options.write:
        _WEIGHTS_FILE.write_text(text, encoding="utf-8")
    return 0


def _print_boundaries(log_odds: Vector, is_article: Vector, name: str) -> None:
    for boundary in _BOUNDARIES:
        accepted = log_odds >= np.log(boundary)
        lost = int((~accepted & (is_article == 1)).sum())
        taken = int((accepted & (is_article == 0)).sum())
        print(f"{name}, odds {boundary}: {lost} articles lost, {taken} lists taken")


def _format_weights(names: list[str], coefficients: Vector, examples: list[Example]) -> str:
    pairs = zip(names, coefficients[:-1], strict=True)
    return _HEADER.format(
        seed=SEED,
        number=len(examples),
        digest=hash_examples(examples),
        intercept=coefficients[-1] - np.log(_BOUNDARY),
        weights="\n".join(f'    "{name}": {weight:.3f},' for name, weight in pairs),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
