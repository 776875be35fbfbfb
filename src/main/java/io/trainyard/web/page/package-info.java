/** The page for people at {@code /}: its entry, its modules and the libraries that they import. */
@NullMarked
package io.trainyard.web.page;

import org.jspecify.annotations.NullMarked;
