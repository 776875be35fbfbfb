package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.spec.DatasetName;

/**
 * A class of a data set.
 *
 * @param index 0-based
 * @param name as in the data set's class_names
 */
@Schema(name = "Class")
public record ClassReference(int index, String name) {

    public static ClassReference of(DatasetName dataset, int index) {
        return new ClassReference(index, dataset.classNames().get(index));
    }
}
