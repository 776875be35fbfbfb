/** The HTTP API: controllers, response records, problem details and the page. */
@NullMarked
package io.trainyard.web;

import org.jspecify.annotations.NullMarked;
