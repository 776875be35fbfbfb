/** The job row and its state machine; metrics, checkpoints, logs and their repositories. */
@NullMarked
package io.trainyard.job;

import org.jspecify.annotations.NullMarked;
