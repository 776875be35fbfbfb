package io.trainyard.model.onnx;

import io.trainyard.model.PixelStandardization;
import io.trainyard.spec.Shape;
import java.util.List;

/** Puts the standardization of pixels in [0,1] before a network. */
record PixelTranslator(GraphBuilder graph) {

    private static final Shape ONE = Shape.of(1, 1, 1);

    Value translate(PixelStandardization pixels, Value images) {
        if (pixels.changesNothing()) {
            return images;
        }
        return pixels.perImage() ? perImage(images) : perChannel(pixels, images);
    }

    private Value perChannel(PixelStandardization pixels, Value images) {
        String mean = constant("pixels.mean", pixels.mean());
        String std = constant("pixels.std", pixels.std());
        Value centred = graph.add("Sub", "pixels.centred", List.of(images.name(), mean), images.shape());
        return graph.add("Div", "pixels.standardized", List.of(centred.name(), std), images.shape());
    }

    private String constant(String name, List<Double> perChannel) {
        float[] values = new float[perChannel.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = perChannel.get(i).floatValue();
        }
        return graph.constant(name, List.of(1L, (long) values.length, 1L, 1L), values);
    }

    private Value perImage(Value images) {
        Shape shape = images.shape();
        String axes = graph.constant("pixels.axes", 1, 2, 3);
        String least = graph.constant("pixels.least_std", List.of(1L), (float) (1 / Math.sqrt(shape.size())));
        Value mean = graph.add("ReduceMean", "pixels.mean", List.of(images.name(), axes), ONE);
        Value centred = graph.add("Sub", "pixels.centred", List.of(images.name(), mean.name()), shape);
        Value squares = graph.add("Mul", "pixels.squares", List.of(centred.name(), centred.name()), shape);
        Value variance = graph.add("ReduceMean", "pixels.variance", List.of(squares.name(), axes), ONE);
        Value root = graph.add("Sqrt", "pixels.root", List.of(variance.name()), ONE);
        Value std = graph.add("Max", "pixels.std", List.of(root.name(), least), ONE);
        return graph.add("Div", "pixels.standardized", List.of(centred.name(), std.name()), shape);
    }
}
