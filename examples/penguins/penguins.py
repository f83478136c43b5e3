"""What the steps share: the features, the species, and the softmax model."""

import csv
import json
import math
from typing import Dict, List, NamedTuple

FEATURES = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
SPECIES = ["Adelie", "Chinstrap", "Gentoo"]


class Penguin(NamedTuple):
    """One measured bird; features in the order of FEATURES, standardised once cleaned."""

    features: List[float]
    species: str


class Model(NamedTuple):
    """A multinomial logistic regression: one row of weights and one bias a species."""

    weights: List[List[float]]
    biases: List[float]
    losses: List[float]

    def probabilities(self, features: List[float]) -> List[float]:
        """How likely each species is, in the order of SPECIES; sums to 1."""
        scores = [
            bias + sum(weight * value for weight, value in zip(row, features))
            for row, bias in zip(self.weights, self.biases)
        ]
        highest = max(scores)
        powers = [math.exp(score - highest) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def predict(self, features: List[float]) -> str:
        """The most likely species."""
        probabilities = self.probabilities(features)
        return SPECIES[probabilities.index(max(probabilities))]


def read_set(path: str) -> List[Penguin]:
    """Reads a cleaned set."""
    with open(path, newline="", encoding="utf-8") as file:
        return [
            Penguin([float(row[feature]) for feature in FEATURES], row["species"])
            for row in csv.DictReader(file)
        ]


def write_set(path: str, penguins: List[Penguin]) -> None:
    """Writes a cleaned set."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*FEATURES, "species"])
        for penguin in penguins:
            rows.writerow([*(f"{value:.6f}" for value in penguin.features), penguin.species])


def read_model(path: str) -> Model:
    """Reads a trained model."""
    with open(path, encoding="utf-8") as file:
        return Model(**json.load(file))


def write_json(path: str, value: Dict[str, object]) -> None:
    """Writes JSON that people can read too."""
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2)
        file.write("\n")
