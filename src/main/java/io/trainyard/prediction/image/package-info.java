/** Turns image files that strangers sent into the pixels that a network takes. */
@NullMarked
package io.trainyard.prediction.image;

import org.jspecify.annotations.NullMarked;
