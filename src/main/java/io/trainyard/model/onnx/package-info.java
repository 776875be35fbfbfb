/** Writes a trained model as an ONNX file. */
@NullMarked
package io.trainyard.model.onnx;

import org.jspecify.annotations.NullMarked;
