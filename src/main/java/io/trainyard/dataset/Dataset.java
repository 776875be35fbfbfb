package io.trainyard.dataset;

import io.trainyard.spec.DatasetName;

/**
 * A whole data set in memory.
 *
 * @param sha256 over the canonical content of training and test images, for provenance; hex
 */
public record Dataset(DatasetName name, Images train, Images test, String sha256) {}
