/** A network as the steps of its passes, its parameters' places, and what computes them; no native code. */
@NullMarked
package io.trainyard.engine.network;

import org.jspecify.annotations.NullMarked;
