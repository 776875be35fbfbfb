/**
 * Convolution by Winograd's algorithm, and batch norm, in Java's vector API: plain arithmetic on arrays of floats, as many at
 * a time as a vector holds ({@link io.trainyard.engine.vector.Lanes#WIDTH}: 16, or 8). Needs the module {@code
 * jdk.incubator.vector} at run time. Activations lie as batch x blocks of so many channels x height x width x channel.
 */
@NullMarked
package io.trainyard.engine.vector;

import org.jspecify.annotations.NullMarked;
