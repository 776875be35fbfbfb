/** What clients do to jobs that exist: pause, resume, cancel, change, fork, delete, one at a time or many at once. */
@NullMarked
package io.trainyard.web.control;

import org.jspecify.annotations.NullMarked;
