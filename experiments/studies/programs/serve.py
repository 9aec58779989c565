"""The same kind of model as in train.py, as a program that is kept: it reads its data once, and is then given trial after
trial, a JSON object a line. A trial that continues another finds the other's weights in its directory."""

import csv
import json
import math
import os
import random
import sys


def probabilities(weights, x):
    logits = [sum(w * v for w, v in zip(row, x)) for row in weights]
    top = max(logits)
    powers = [math.exp(z - top) for z in logits]
    total = sum(powers)
    return [p / total for p in powers]


def error(weights, rows):
    wrong = 0
    for x, digit in rows:
        p = probabilities(weights, x)
        wrong += p.index(max(p)) != digit
    return wrong / len(rows)


def say(message):
    print(json.dumps(message), flush=True)


def train(trial, training, held):
    """Goes on until the trial's epochs are reached, or Retune says that it is not worth it."""
    rate, decay = trial["params"]["rate"], trial["params"]["decay"]
    checkpoint = os.path.join(trial["workdir"], "weights.json")
    done, weights = 0, [[0.0] * 65 for _ in range(10)]
    if os.path.exists(checkpoint):
        with open(checkpoint) as file:
            done, weights = json.load(file)
    value = error(weights, held)
    for epoch in range(done + 1, int(trial["resource"]) + 1):
        random.Random(trial["seed"] + epoch).shuffle(training)
        for x, digit in training:
            for k, p in enumerate(probabilities(weights, x)):
                slope = rate * (p - (k == digit))
                weights[k] = [w - slope * v - rate * decay * w for w, v in zip(weights[k], x)]
        value = error(weights, held)
        say({"step": epoch, "value": value})
        if json.loads(sys.stdin.readline())["prune"]:
            return {"value": value, "pruned": True}
    with open(checkpoint, "w") as file:
        json.dump([int(trial["resource"]), weights], file)
    return {"value": value}


with open("data/digits.csv", newline="") as file:
    lines = list(csv.reader(file))[1:]
rows = [([float(x) / 16 for x in line[:-1]] + [1.0], int(line[-1])) for line in lines]
for line in sys.stdin:
    try:
        say(train(json.loads(line), rows[:1000], rows[1000:]))
    except (ArithmeticError, ValueError) as e:
        say({"failed": f"it diverged: {e}"})
