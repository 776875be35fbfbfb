/** Checkpoints and models as files: what a job learned, in each format that is offered. */
@NullMarked
package io.trainyard.web.model;

import org.jspecify.annotations.NullMarked;
