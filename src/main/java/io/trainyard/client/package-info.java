/** A small HTTP client of the server and the quickstart on top of it. Knows the API only, nothing else of ours. */
@NullMarked
package io.trainyard.client;

import org.jspecify.annotations.NullMarked;
