/** The training loop as an algorithm, engine-neutral: it knows an {@link io.trainyard.training.Engine}, no ND4J. */
@NullMarked
package io.trainyard.training;

import org.jspecify.annotations.NullMarked;
