/** Runs exported models on ONNX Runtime; the only package that knows it. */
@NullMarked
package io.trainyard.prediction;

import org.jspecify.annotations.NullMarked;
