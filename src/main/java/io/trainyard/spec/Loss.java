package io.trainyard.spec;

/** Cross entropy over logits, mean over the batch, as torch.nn.CrossEntropyLoss. */
public record Loss(double labelSmoothing) {}
