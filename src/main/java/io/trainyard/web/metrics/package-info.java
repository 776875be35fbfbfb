/** A job's metrics, per epoch and per iteration, and its log. */
@NullMarked
package io.trainyard.web.metrics;

import org.jspecify.annotations.NullMarked;
