"""How fast PyTorch trains and evaluates on this machine's CPU, for a comparison with ./benchmark.

    OMP_NUM_THREADS=2 python3 pytorch_benchmark.py --threads 2 resnet20:64 vgg11_bn:64

Eager, float32, SGD with momentum and weight decay, random 3x32x32 images that are tensors before the clock starts;
both memory formats. Prints images a second, and the median and the shortest step.
"""

import argparse
import time

import torch
from torch import nn
from torch.nn import functional as F

VGG = {
    "vgg11_bn": [64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
    "vgg16_bn": [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"],
}


def vgg(widths):
    layers, channels = [], 3
    for width in widths:
        if width == "M":
            layers.append(nn.MaxPool2d(2))
        else:
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
            channels = width
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(512, 10))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Sequential() if inputs == outputs else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.main(x) + self.shortcut(x), inplace=True)


def resnet20():
    layers, inputs = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True)], 16
    for outputs in 16, 32, 64:
        for index in range(3):
            layers.append(Block(inputs, outputs, 2 if index == 0 and outputs > 16 else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def run(seconds, step):
    """Durations of whole steps."""
    durations, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        step(len(durations))
        durations.append(time.perf_counter() - start)
    return sorted(durations)


def measure(name, batch, memory_format, seconds):
    torch.manual_seed(1)
    model = (resnet20() if name == "resnet20" else vgg(VGG[name])).to(memory_format=memory_format)
    optimizer = torch.optim.SGD(model.parameters(), 0.01, momentum=0.9, weight_decay=5e-4)
    images = [torch.randn(batch, 3, 32, 32).to(memory_format=memory_format) for _ in range(4)]
    labels = [torch.randint(0, 10, (batch,)) for _ in range(4)]

    def train(index):
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(images[index % 4]), labels[index % 4])
        loss.backward()
        optimizer.step()
        return loss.item()

    def evaluate(index):
        with torch.no_grad():
            return model(images[index % 4]).numpy()

    run(2, train)
    steps = run(seconds, train)
    model.eval()
    run(1, evaluate)
    evaluations = run(seconds / 2, evaluate)
    print(f"{name}, batch {batch}, {memory_format}: {len(steps) * batch / sum(steps):.0f} images/s training "
          f"(step {1e3 * steps[len(steps) // 2]:.1f} ms, at least {1e3 * steps[0]:.1f}), "
          f"{len(evaluations) * batch / sum(evaluations):.0f} evaluating", flush=True)


parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--seconds", type=float, default=3)
parser.add_argument("cases", nargs="+", help="network:batch")
options = parser.parse_args()
torch.set_num_threads(options.threads)
print(f"PyTorch {torch.__version__}, {options.threads} threads")
for case in options.cases:
    network, size = case.split(":")
    for layout in torch.channels_last, torch.contiguous_format:
        measure(network, int(size), layout, options.seconds)
