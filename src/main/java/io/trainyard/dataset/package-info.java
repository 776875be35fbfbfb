/** Image data: readers, the built-in shapes set, download, splits, channel statistics, augmentation and batches. */
@NullMarked
package io.trainyard.dataset;

import org.jspecify.annotations.NullMarked;
