package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Liveness;
import io.trainyard.engine.network.Node;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One kind of pass over a batch: what each member of a team does for its images. They meet where something concerns the
 * whole batch.
 *
 * @param parts by member
 */
record Program(Team team, Meeting meeting, List<Part> parts) {

    /**
     * @param prepare whether the parameters are others than last time
     * @return logits, size x classes
     */
    float[] forward(FloatBuffer images, boolean prepare) {
        float[] logits = new float[parts.stream().mapToInt(Part::logitsLength).sum()];
        run(part -> part.forward(images, prepare, logits));
        return logits;
    }

    void train(FloatBuffer images, UnaryOperator<float[]> lossGradient) {
        float[] gradient = lossGradient.apply(forward(images, true));
        run(part -> part.backward(gradient));
    }

    private interface Work {
        void run(Part part);
    }

    private void run(Work work) {
        meeting.refill();
        team.run(parts.size(), meeting, member -> work.run(parts.get(member)));
    }

    /** What each node gave in the last pass. */
    List<Liveness> liveness(Graph graph) {
        List<Liveness> whole = graph.nodes().stream()
                .map(node -> new Liveness(node.output().channels()))
                .toList();
        run(part -> {
            for (Node node : graph.nodes()) {
                Liveness seen = part.liveness(node);
                synchronized (whole) {
                    whole.get(node.index()).add(seen);
                }
            }
        });
        return whole;
    }
}
