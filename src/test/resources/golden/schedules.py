"""Writes schedules.json: the learning rate of every step of the cases in cases.json, by torch.optim.lr_scheduler.

libtorch has no such schedulers but StepLR, so this part needs Python's PyTorch. Run it in this folder.
"""

import json

import torch
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiStepLR,
    OneCycleLR,
    PolynomialLR,
    SequentialLR,
    StepLR,
)

LEARNING_RATES = {"rmsprop": 1e-2, "adagrad": 1e-2}


def new_optimizer(spec):
    optimizer = spec["optimizer"]
    rate = optimizer.get("learning_rate", LEARNING_RATES.get(optimizer["type"], 1e-3))
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)


def after_warmup(optimizer, schedule, epochs):
    type = schedule["type"]
    if type == "step":
        return StepLR(optimizer, schedule["step_size"], schedule.get("gamma", 0.1))
    if type == "multistep":
        return MultiStepLR(optimizer, schedule["milestones"], schedule.get("gamma", 0.1))
    if type == "exponential":
        return ExponentialLR(optimizer, schedule["gamma"])
    if type == "polynomial":
        return PolynomialLR(optimizer, epochs, schedule.get("power", 1.0))
    if type == "cosine":
        return CosineAnnealingLR(optimizer, epochs, schedule.get("min_learning_rate", 0.0))
    if type == "cosine_restarts":
        floor = schedule.get("min_learning_rate", 0.0)
        return CosineAnnealingWarmRestarts(optimizer, schedule["t_0"], schedule.get("t_mult", 1), floor)
    return LambdaLR(optimizer, lambda epoch: 1.0)


def one_cycle(optimizer, schedule, iterations):
    return OneCycleLR(
        optimizer,
        max_lr=optimizer.param_groups[0]["lr"],
        total_steps=iterations,
        pct_start=float(schedule.get("pct_start", 0.3)),
        div_factor=schedule.get("div_factor", 25.0),
        final_div_factor=schedule.get("final_div_factor", 1e4),
        cycle_momentum=False,
    )


def rates(optimizer, scheduler, count):
    yield optimizer.param_groups[0]["lr"]
    for _ in range(count - 1):
        optimizer.step()
        scheduler.step()
        yield optimizer.param_groups[0]["lr"]


def warmup(optimizer, iterations):
    return LinearLR(optimizer, start_factor=1 / iterations, total_iters=iterations - 1)


def by_epoch(spec, schedule, epochs, warmup_epochs):
    """One scheduler for the whole run, stepped once an epoch."""
    optimizer = new_optimizer(spec)
    scheduler = after_warmup(optimizer, schedule, epochs - warmup_epochs)
    if warmup_epochs:
        optimizer = new_optimizer(spec)
        parts = [warmup(optimizer, warmup_epochs), after_warmup(optimizer, schedule, epochs - warmup_epochs)]
        scheduler = SequentialLR(optimizer, parts, milestones=[warmup_epochs])
    return list(rates(optimizer, scheduler, epochs))


def by_iteration(spec, schedule, epochs, warmup_epochs, per_epoch):
    """The warm-up is stepped once an iteration, and so is one_cycle; what else follows once an epoch."""
    result = []
    if warmup_epochs:
        optimizer = new_optimizer(spec)
        result += rates(optimizer, warmup(optimizer, warmup_epochs * per_epoch), warmup_epochs * per_epoch)
    optimizer = new_optimizer(spec)
    if schedule["type"] == "one_cycle":
        iterations = (epochs - warmup_epochs) * per_epoch
        return result + list(rates(optimizer, one_cycle(optimizer, schedule, iterations), iterations))
    scheduler = after_warmup(optimizer, schedule, epochs - warmup_epochs)
    for rate in rates(optimizer, scheduler, epochs - warmup_epochs):
        result += [rate] * per_epoch
    return result


def of(case):
    spec = case["spec"]
    schedule = spec.get("lr_schedule", {"type": "constant"})
    warmup_epochs = schedule.get("warmup_epochs", 0)
    per_epoch = case.get("iterations_per_epoch", 1)
    epochs = spec["training"]["epochs"]
    if per_epoch == 1 and schedule["type"] != "one_cycle":
        return by_epoch(spec, schedule, epochs, warmup_epochs)[: case["steps"]]
    return by_iteration(spec, schedule, epochs, warmup_epochs, per_epoch)[: case["steps"]]


with open("cases.json") as cases:
    schedules = {name: of(case) for name, case in json.load(cases).items()}
with open("schedules.json", "w") as out:
    out.write("{\n" + ",\n".join(f'"{name}": {json.dumps(values)}' for name, values in schedules.items()) + "\n}\n")
print(f"{len(schedules)} schedules by torch {torch.__version__}")
