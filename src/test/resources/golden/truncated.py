"""Fills in truncated.json: what torch.nn.init.trunc_normal_, which libtorch lacks, makes of a weight. Run it in this folder.

"quantiles" are the values below which a share of 1/20, 2/20, ... of the weights lies.
"""

import json

import torch

SHAPES = {"conv2d": (128, 64, 3, 3), "linear": (128, 1024)}


def moments(values):
    mean = values.mean()
    deviations = values - mean
    second = deviations.square().mean()
    return {
        "count": values.numel(),
        "zeros": int((values == 0).sum()),
        "min": values.min().item(),
        "max": values.max().item(),
        "mean": mean.item(),
        "std": second.sqrt().item(),
        "kurtosis": (deviations.pow(4).mean() / second.square()).item(),
    }


torch.manual_seed(1)
with open("truncated.json") as file:
    cases = json.load(file)
for case in cases:
    settings = {name: value for name, value in case["init"].items() if name != "type"}
    weight = torch.nn.init.trunc_normal_(torch.empty(SHAPES[case["layer"]], dtype=torch.float64), **settings).flatten()
    case["moments"] = moments(weight)
    case["quantiles"] = torch.quantile(weight, torch.arange(1, 20, dtype=torch.float64) / 20).tolist()
with open("truncated.json", "w") as out:
    out.write("[\n" + ",\n".join(" " + json.dumps(case) for case in cases) + "\n]\n")
print(f"{len(cases)} weights by torch {torch.__version__}")
