/** Device workers: each device slot claims a job, runs a trainer process and relays its messages into the job. */
@NullMarked
package io.trainyard.worker;

import org.jspecify.annotations.NullMarked;
