/** Watching jobs: their events, as a list and as streams. */
@NullMarked
package io.trainyard.web.events;

import org.jspecify.annotations.NullMarked;
