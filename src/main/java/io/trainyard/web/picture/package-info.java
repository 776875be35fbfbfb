/** Images as PNG files. */
@NullMarked
package io.trainyard.web.picture;

import org.jspecify.annotations.NullMarked;
