/** The page in a real browser, on a real server. */
@NullMarked
package io.trainyard.browser;

import org.jspecify.annotations.NullMarked;
