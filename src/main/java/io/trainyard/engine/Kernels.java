package io.trainyard.engine;

import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Threads;
import io.trainyard.engine.onednn.OneDnnExecutor;
import io.trainyard.spec.GradientClipping;
import io.trainyard.spec.Optimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a network's passes are computed with. */
enum Kernels {
    /** Java's vectors where they are faster, oneDNN for the rest; a team of threads shares each batch. */
    VECTORS("Java vector and oneDNN kernels"),
    /** oneDNN, called directly, with its own threads. */
    ONEDNN("oneDNN kernels"),
    /** DL4J's own helpers on ND4J's operations, for whatever device the backend has. */
    ND4J("ND4J kernels");

    private final String words;

    Kernels(String words) {
        this.words = words;
    }

    static Kernels best() {
        if (!Versions.backend().equals("CPU") || !OneDnnExecutor.isUsable()) {
            return ND4J;
        }
        return OneDnnExecutor.hasVectors() ? VECTORS : ONEDNN;
    }

    String words() {
        return words;
    }

    Executor executor(Graph graph, Parameters parameters) {
        if (this == ND4J) {
            return new LayerExecutor(graph, parameters);
        }
        keepBlasOutOfTheWay();
        return new OneDnnExecutor(
                graph,
                parameters.layout(),
                address(parameters.values()),
                address(parameters.gradients()),
                Versions.threadCount(),
                this == VECTORS && OneDnnExecutor.hasVectors());
    }

    /**
     * After every call OpenBLAS' threads spin for a tenth of a second and more, on the cores that oneDNN's next
     * primitive wants. What is left to it here is nothing that needs them. Its variable OPENBLAS_NUM_THREADS would not do:
     * ND4J sets the number itself.
     */
    private static void keepBlasOutOfTheWay() {
        Nd4j.factory().blas().setMaxThreads(1);
    }

    Update update(Threads threads, Optimizer optimizer, @Nullable GradientClipping clipping, Parameters parameters) {
        return this == ND4J
                ? UpdateRule.of(optimizer, clipping, parameters)
                : new UpdateOnHost(threads, optimizer, clipping, parameters);
    }

    private static long address(INDArray vector) {
        return vector.data().addressPointer().address();
    }
}
