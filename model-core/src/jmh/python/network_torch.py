"""NetworkBenchmark in PyTorch, one thread: python3 network_torch.py WIDTHS/BATCH OPTIMIZER prints examples a second."""

import os
import sys
import time

# Debian's torch multiplies with OpenBLAS, whose threads set_num_threads does not reach.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ.pop("OPENBLAS_CORETYPE", None)

import torch  # noqa: E402

widths, batch = sys.argv[1].split("/")
widths, batch = [int(w) for w in widths.split("-")], int(batch)
torch.set_num_threads(1)
torch.manual_seed(1)
layers = []
for i in range(len(widths) - 1):
    layers.append(torch.nn.Linear(widths[i], widths[i + 1]))
    if i < len(widths) - 2:
        layers.append(torch.nn.ReLU())
net = torch.nn.Sequential(*layers)
rule, rate = (torch.optim.Adam, 1e-4) if sys.argv[2] == "adam" else (torch.optim.SGD, 1e-2)
optimizer = rule(net.parameters(), lr=rate)
loss = torch.nn.CrossEntropyLoss()
n = 4096
x, t = torch.randn(n, widths[0]), torch.randint(0, widths[-1], (n,))


def epoch():
    for i in range(0, n, batch):
        optimizer.zero_grad()
        loss(net(x[i : i + batch]), t[i : i + batch]).backward()
        optimizer.step()


def speed(seconds):
    begin, epochs = time.perf_counter(), 0
    while time.perf_counter() - begin < seconds:
        epoch()
        epochs += 1
    return epochs * n / (time.perf_counter() - begin)


speed(1)
print(f"{sorted(speed(1) for _ in range(5))[2]:.0f}")
