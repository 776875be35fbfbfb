package io.trainyard.engine.onednn;

import org.jspecify.annotations.Nullable;

/**
 * What a convolution's kernel does of the layers behind it.
 *
 * @param norm a batch norm
 * @param pooled whether a 2x2 max pool
 */
record Following(@Nullable FoldedNorm norm, boolean relu, boolean pooled) {}
