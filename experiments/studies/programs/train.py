"""Softmax regression on handwritten digits, with nothing but Python's own library. Prints what Retune understands:
'report STEP VALUE' as it goes, and 'scores V1 V2 ...' at its end, one for each of three folds."""

import argparse
import csv
import math
import random


def read(path, rows):
    with open(path, newline="") as file:
        lines = list(csv.reader(file))[1 : rows + 1]
    return [([float(x) / 16 for x in line[:-1]] + [1.0], int(line[-1])) for line in lines]


def probabilities(weights, x):
    logits = [sum(w * v for w, v in zip(row, x)) for row in weights]
    top = max(logits)
    powers = [math.exp(z - top) for z in logits]
    total = sum(powers)
    return [p / total for p in powers]


def step(weights, x, digit, rate, decay):
    for k, p in enumerate(probabilities(weights, x)):
        slope = rate * (p - (k == digit))
        weights[k] = [w - slope * v - rate * decay * w for w, v in zip(weights[k], x)]


def error(weights, rows):
    wrong = 0
    for x, digit in rows:
        p = probabilities(weights, x)
        wrong += p.index(max(p)) != digit
    return wrong / len(rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--decay", type=float, default=0.0)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    rows = read("data/digits.csv", 600)
    folds = [(rows[:i] + rows[i + 200 :], rows[i : i + 200]) for i in (0, 200, 400)]
    models = [[[0.0] * 65 for _ in range(10)] for _ in folds]
    shuffler = random.Random(options.seed)
    for epoch in range(1, options.epochs + 1):
        for weights, (training, _) in zip(models, folds):
            shuffler.shuffle(training)
            for x, digit in training:
                step(weights, x, digit, options.rate, options.decay)
        scores = [error(weights, held) for weights, (_, held) in zip(models, folds)]
        print("report", epoch, sum(scores) / len(scores), flush=True)
    print("scores", *scores)


main()
