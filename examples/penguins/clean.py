"""Drops incomplete birds, splits the rest into a training and a test set, and standardises both."""

import argparse
import csv
import math
import random
from typing import List, Tuple

from penguins import FEATURES, SPECIES, Penguin, write_set


def read_complete(path: str) -> Tuple[List[Penguin], int]:
    """The birds with all measurements, and how many had to be dropped."""
    complete: List[Penguin] = []
    dropped = 0
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if all(row[feature] for feature in FEATURES):
                complete.append(Penguin([float(row[feature]) for feature in FEATURES], row["species"]))
            else:
                dropped += 1
    return complete, dropped


def split(penguins: List[Penguin], share: float, seed: int) -> Tuple[List[Penguin], List[Penguin]]:
    """Takes the same share of every species away for the test."""
    chance = random.Random(seed)
    train: List[Penguin] = []
    test: List[Penguin] = []
    for species in SPECIES:
        birds = [penguin for penguin in penguins if penguin.species == species]
        chance.shuffle(birds)
        count = round(len(birds) * share)
        test.extend(birds[:count])
        train.extend(birds[count:])
    chance.shuffle(train)
    return train, test


def standardise(train: List[Penguin], others: List[Penguin]) -> List[Penguin]:
    """Shifts and scales by the mean and deviation of the training set alone: the test must stay unseen."""
    means = []
    deviations = []
    for column in range(len(FEATURES)):
        values = [penguin.features[column] for penguin in train]
        mean = sum(values) / len(values)
        means.append(mean)
        deviations.append(math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)))
    return [
        Penguin(
            [(value - mean) / deviation for value, mean, deviation in zip(penguin.features, means, deviations)],
            penguin.species,
        )
        for penguin in others
    ]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("measurements")
    arguments.add_argument("train_set")
    arguments.add_argument("test_set")
    arguments.add_argument("--seed", type=int, default=42)
    arguments.add_argument("--test-share", type=float, default=0.3)
    options = arguments.parse_args()

    penguins, dropped = read_complete(options.measurements)
    train, test = split(penguins, options.test_share, options.seed)
    write_set(options.train_set, standardise(train, train))
    write_set(options.test_set, standardise(train, test))
    print(f"{len(penguins)} complete birds, {dropped} dropped: {len(train)} to train, {len(test)} to test")


if __name__ == "__main__":
    main()
