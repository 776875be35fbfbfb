/** The data sets: facts, statistics and what their images look like. */
@NullMarked
package io.trainyard.web.datasets;

import org.jspecify.annotations.NullMarked;
