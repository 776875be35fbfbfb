package io.trainyard.spec;

import java.util.List;
import java.util.Set;

/** Which layers a {@link WeightInitRule} is for. */
public sealed interface LayerSelector {

    /**
     * @param type a layer's, see {@link Layer#type}
     * @param path where it stands, see {@link ModelSpec.Placed}
     */
    boolean selects(String type, String path);

    /** @param type a layer type with parameters, or {@link #ALL} */
    record OfType(String type) implements LayerSelector {

        /** Stands for conv2d and linear; batch norm, whose scale is no weight matrix, wants to be named. */
        public static final String ALL = "*";

        /** Of the layer types that can have parameters. */
        static final List<String> NAMES = List.of("conv2d", "linear", "batch_norm2d", "batch_norm1d");

        private static final Set<String> WITH_WEIGHT_MATRIX = Set.of("conv2d", "linear");

        @Override
        public boolean selects(String type, String path) {
            return this.type.equals(ALL) ? hasWeightMatrix(type) : this.type.equals(type);
        }

        static boolean hasWeightMatrix(String type) {
            return WITH_WEIGHT_MATRIX.contains(type);
        }
    }

    /** Whether there is anything that a rule could start. */
    static boolean isStarted(Layer layer) {
        return OfType.NAMES.contains(layer.type()) && !(layer instanceof BatchNorm norm && !norm.affine());
    }

    /** @param paths of layers, or of residual blocks, for every conv2d and linear in them */
    record At(List<String> paths) implements LayerSelector {

        public At {
            paths = List.copyOf(paths);
        }

        @Override
        public boolean selects(String type, String path) {
            return paths.stream()
                    .anyMatch(selected ->
                            path.equals(selected) || (path.startsWith(selected + ".") && OfType.hasWeightMatrix(type)));
        }
    }
}
