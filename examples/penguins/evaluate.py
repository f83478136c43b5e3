"""Measures the model on birds that it never saw; fails when it is not good enough."""

import argparse
import sys
from typing import Dict, List

from penguins import SPECIES, Model, Penguin, read_model, read_set, write_json


def confusion(model: Model, penguins: List[Penguin]) -> Dict[str, Dict[str, int]]:
    """How often each species was taken for each."""
    matrix = {truth: {guess: 0 for guess in SPECIES} for truth in SPECIES}
    for penguin in penguins:
        matrix[penguin.species][model.predict(penguin.features)] += 1
    return matrix


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("test_set")
    arguments.add_argument("model")
    arguments.add_argument("scores")
    arguments.add_argument("--at-least", type=float, default=0.9, help="accuracy that must be exceeded")
    options = arguments.parse_args()

    penguins = read_set(options.test_set)
    matrix = confusion(read_model(options.model), penguins)
    accuracy = sum(matrix[species][species] for species in SPECIES) / len(penguins)
    write_json(options.scores, {"accuracy": accuracy, "confusion": matrix})

    print(f"accuracy {accuracy:.3f} on {len(penguins)} birds")
    for truth in SPECIES:
        print(f"{truth:>10}: " + "  ".join(f"{guess} {matrix[truth][guess]}" for guess in SPECIES))
    if accuracy <= options.at_least:
        print(f"accuracy must be above {options.at_least}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
