package io.trainyard.golden;

/**
 * PyTorch's two answers to one case. The first says what is right, their distance how far rounding alone may lead.
 *
 * @param inDouble everything computed in float64
 * @param inFloat everything computed in float32
 */
record GoldenRun(Trajectory inDouble, Trajectory inFloat) {}
