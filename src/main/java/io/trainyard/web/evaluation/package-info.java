/** How a job's model did on the test set. */
@NullMarked
package io.trainyard.web.evaluation;

import org.jspecify.annotations.NullMarked;
