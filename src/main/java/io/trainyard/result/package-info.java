/** What a run gives: the nouns that trainer, job and HTTP API share. Uses nothing of ours. */
@NullMarked
package io.trainyard.result;

import org.jspecify.annotations.NullMarked;
