/** What a client may ask for: the experiment spec, its defaults, its validation and its shape inference. */
@NullMarked
package io.trainyard.spec;

import org.jspecify.annotations.NullMarked;
