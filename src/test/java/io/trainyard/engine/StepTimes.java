package io.trainyard.engine;

import io.trainyard.training.Engine;
import java.util.function.ObjLongConsumer;

/** Where the time of an engine's last step went. */
public final class StepTimes {

    private final StepClock clock;

    public StepTimes(Engine engine) {
        this.clock = ((Dl4jEngine) engine).clock();
    }

    /** Names what the time was for, and gives nanoseconds. */
    public void forEach(ObjLongConsumer<String> consumer) {
        consumer.accept("forward", clock.forward());
        consumer.accept("loss", clock.loss());
        consumer.accept("backward", clock.backward());
        consumer.accept("update", clock.update());
    }
}
