/** What a job's model says of an image. */
@NullMarked
package io.trainyard.web.prediction;

import org.jspecify.annotations.NullMarked;
