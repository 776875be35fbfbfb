/** The update rules of torch.optim in one pass over host memory; no native code. */
@NullMarked
package io.trainyard.engine.optimizer;

import org.jspecify.annotations.NullMarked;
