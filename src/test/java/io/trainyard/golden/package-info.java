/**
 * The engine against PyTorch: classes named Torch* make PyTorch's numbers and are compiled in the Maven profile golden
 * only; the tests compare the engine with the stored numbers.
 */
@NullMarked
package io.trainyard.golden;

import org.jspecify.annotations.NullMarked;
