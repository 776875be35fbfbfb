/** Trainyard: a REST training-job server for convolutional networks. */
@NullMarked
package io.trainyard;

import org.jspecify.annotations.NullMarked;
