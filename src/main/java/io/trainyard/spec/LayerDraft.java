package io.trainyard.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A layer as far as it could be read; what is wrong with it has been said. */
sealed interface LayerDraft {

    /** Empty if it, or a layer inside of it, could not be read. */
    Optional<Layer> layer();

    /** With all that is in it. */
    default int layerCount() {
        return 1;
    }

    static List<LayerDraft> of(List<Layer> layers) {
        return layers.stream().map(LayerDraft::of).toList();
    }

    private static LayerDraft of(Layer layer) {
        return layer instanceof Layer.Residual block
                ? new Block(of(block.layers()), of(block.shortcut()))
                : new Known(layer);
    }

    /** Empty if one of them could not be read. */
    static Optional<List<Layer>> layers(List<LayerDraft> drafts) {
        List<Layer> layers = new ArrayList<>();
        drafts.forEach(draft -> draft.layer().ifPresent(layers::add));
        return layers.size() == drafts.size() ? Optional.of(layers) : Optional.empty();
    }

    /** Anything but a residual block. */
    record Known(Layer known) implements LayerDraft {

        @Override
        public Optional<Layer> layer() {
            return Optional.of(known);
        }
    }

    record Unknown() implements LayerDraft {

        @Override
        public Optional<Layer> layer() {
            return Optional.empty();
        }
    }

    /** A residual block. */
    record Block(List<LayerDraft> layers, List<LayerDraft> shortcut) implements LayerDraft {

        @Override
        public int layerCount() {
            return 1
                    + Stream.concat(layers.stream(), shortcut.stream())
                            .mapToInt(LayerDraft::layerCount)
                            .sum();
        }

        @Override
        public Optional<Layer> layer() {
            return LayerDraft.layers(layers)
                    .flatMap(main -> LayerDraft.layers(shortcut).map(other -> new Layer.Residual(main, other)));
        }
    }
}
