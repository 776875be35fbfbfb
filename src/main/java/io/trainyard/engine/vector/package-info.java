/**
 * Convolution by Winograd's algorithm, and batch norm, in Java's vector API: plain arithmetic on arrays of floats, 16 at a
 * time. Needs the module {@code jdk.incubator.vector} at run time and a processor with AVX-512. Activations lie as batch x
 * blocks of 16 channels x height x width x 16.
 */
@NullMarked
package io.trainyard.engine.vector;

import org.jspecify.annotations.NullMarked;
