/** Says in words what is wrong with a run, from facts sampled while it trains. Pure functions. */
@NullMarked
package io.trainyard.training.diagnosis;

import org.jspecify.annotations.NullMarked;
