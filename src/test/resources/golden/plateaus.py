"""Fills in "rates" of plateaus.json: the learning rate of every epoch by torch.optim.lr_scheduler.ReduceLROnPlateau.

"values" are the watched metric's, epoch by epoch. Epochs of the warm-up are not shown to the scheduler; LinearLR is stepped
once an epoch there. Run it in this folder.
"""

import json

import torch
from torch.optim.lr_scheduler import LinearLR, ReduceLROnPlateau


def new_optimizer(rate):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)


def rates(case):
    schedule = case["schedule"]
    warmup_epochs = schedule.get("warmup_epochs", 0)
    values = case["values"]
    result = []
    if warmup_epochs:
        optimizer = new_optimizer(case["learning_rate"])
        warmup = LinearLR(optimizer, start_factor=1 / warmup_epochs, total_iters=warmup_epochs - 1)
        for _ in range(warmup_epochs):
            result.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            warmup.step()
    optimizer = new_optimizer(case["learning_rate"])
    scheduler = ReduceLROnPlateau(
        optimizer,
        mode="max" if schedule["metric"].endswith("accuracy") else "min",
        **{name: schedule[name] for name in schedule if name not in ("type", "metric", "warmup_epochs")},
    )
    for value in values[warmup_epochs:]:
        result.append(optimizer.param_groups[0]["lr"])
        scheduler.step(value)
    return result


with open("plateaus.json") as file:
    cases = json.load(file)
for case in cases.values():
    case["rates"] = rates(case)
with open("plateaus.json", "w") as out:
    out.write("{\n" + ",\n".join(f' "{name}": {json.dumps(case)}' for name, case in cases.items()) + "\n}\n")
print(f"{len(cases)} schedules by torch {torch.__version__}")
