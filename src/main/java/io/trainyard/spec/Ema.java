package io.trainyard.spec;

/**
 * An exponential moving average of the weights, taken after every optimizer step, which stands in for them wherever the
 * model is judged or handed out: torch.optim.swa_utils.AveragedModel with get_ema_multi_avg_fn. The first step's weights
 * start it; batch norm's running statistics are those of the network itself.
 *
 * @param decay how much of the average stays from step to step; from 0 to below 1
 */
public record Ema(double decay) {}
