/** The DeepLearning4J engine: network building, parameter update, fast kernels and model files. */
@NullMarked
package io.trainyard.engine;

import org.jspecify.annotations.NullMarked;
