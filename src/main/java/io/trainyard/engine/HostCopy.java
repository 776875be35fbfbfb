package io.trainyard.engine;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Vectors as they were at one moment, in host memory that the next copy overwrites. */
final class HostCopy {

    private final List<FloatPointer> memory = new ArrayList<>();

    /**
     * @param vectors as many and as long as every time
     * @return their values; not to be used any longer than this object
     */
    List<FloatBuffer> of(List<INDArray> vectors) {
        for (int i = memory.size(); i < vectors.size(); i++) {
            memory.add(new FloatPointer(vectors.get(i).length()));
        }
        List<FloatBuffer> copies = memory.stream().map(FloatPointer::asBuffer).toList();
        for (int i = 0; i < copies.size(); i++) {
            Nd4j.getAffinityManager().ensureLocation(vectors.get(i), Location.HOST);
            FloatBuffer values = vectors.get(i).data().asNioFloat();
            copies.get(i).put(0, values, 0, copies.get(i).capacity());
        }
        return copies;
    }

    void free() {
        memory.forEach(FloatPointer::deallocate);
        memory.clear();
    }
}
