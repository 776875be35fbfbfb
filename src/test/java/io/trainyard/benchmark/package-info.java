/**
 * How fast Trainyard trains, beside PyTorch on the same machine in the same run: {@code ./benchmark}, see
 * docs/performance.md. Classes named Torch* call PyTorch and are compiled in the Maven profile golden only.
 */
@NullMarked
package io.trainyard.benchmark;

import org.jspecify.annotations.NullMarked;
