/** The trainer process: its main, and the messages between it and the server. */
@NullMarked
package io.trainyard.trainer;

import org.jspecify.annotations.NullMarked;
