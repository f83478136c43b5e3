"""Trains a multinomial logistic regression by gradient descent."""

import argparse
import math
import random
import time
from typing import List

from penguins import FEATURES, SPECIES, Model, Penguin, read_set, write_json


def initial(seed: int) -> Model:
    """Small random weights: the same ones for the same seed."""
    chance = random.Random(seed)
    weights = [[chance.gauss(0, 0.01) for _ in FEATURES] for _ in SPECIES]
    return Model(weights, [0.0 for _ in SPECIES], [])


def epoch(model: Model, penguins: List[Penguin], learning_rate: float) -> float:
    """One step down the gradient of the mean cross entropy; the loss before it."""
    weight_slopes = [[0.0 for _ in FEATURES] for _ in SPECIES]
    bias_slopes = [0.0 for _ in SPECIES]
    loss = 0.0
    for penguin in penguins:
        probabilities = model.probabilities(penguin.features)
        truth = SPECIES.index(penguin.species)
        loss -= math.log(probabilities[truth])
        for species, probability in enumerate(probabilities):
            error = probability - (1.0 if species == truth else 0.0)
            bias_slopes[species] += error
            for column, value in enumerate(penguin.features):
                weight_slopes[species][column] += error * value
    step = learning_rate / len(penguins)
    for species in range(len(SPECIES)):
        model.biases[species] -= step * bias_slopes[species]
        for column in range(len(FEATURES)):
            model.weights[species][column] -= step * weight_slopes[species][column]
    return loss / len(penguins)


def accuracy(model: Model, penguins: List[Penguin]) -> float:
    """Share of the birds whose species the model tells."""
    return sum(model.predict(penguin.features) == penguin.species for penguin in penguins) / len(penguins)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("train_set")
    arguments.add_argument("model")
    arguments.add_argument("--epochs", type=int, default=300)
    arguments.add_argument("--learning-rate", type=float, default=0.5)
    arguments.add_argument("--seed", type=int, default=42)
    arguments.add_argument("--pause", type=float, default=0.01, help="seconds to rest after an epoch")
    options = arguments.parse_args()

    penguins = read_set(options.train_set)
    model = initial(options.seed)
    for number in range(1, options.epochs + 1):
        loss = epoch(model, penguins, options.learning_rate)
        model.losses.append(loss)
        if number % max(1, options.epochs // 10) == 0:
            print(f"epoch {number}/{options.epochs}: loss {loss:.4f}, accuracy {accuracy(model, penguins):.3f}", flush=True)
        time.sleep(options.pause)
    write_json(options.model, model._asdict())


if __name__ == "__main__":
    main()
