/** A network's passes on oneDNN, compiled once for each batch size. */
@NullMarked
package io.trainyard.engine.onednn;

import org.jspecify.annotations.NullMarked;
