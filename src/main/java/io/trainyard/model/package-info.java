/** A trained model as its checkpoint file holds it, and its export; pure Java, so that the server can do it. */
@NullMarked
package io.trainyard.model;

import org.jspecify.annotations.NullMarked;
