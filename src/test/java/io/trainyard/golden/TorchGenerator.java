package io.trainyard.golden;

import java.io.IOException;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Writes PyTorch's numbers; a test only so that Maven runs it without another plugin. */
class TorchGenerator {

    static {
        // A tensor got from a dictionary is no more than a look into it: the collector must not free the dictionary.
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    }

    @Test
    void write_the_runs() throws IOException {
        torch.set_num_threads(1); // sums in one order, whatever the machine
        JsonNode schedules = GoldenFiles.read("schedules");
        Pattern wanted = Pattern.compile(System.getProperty("golden.cases", ".*"));
        for (GoldenCase golden : GoldenCase.all()) {
            if (golden.batchSizes().isEmpty() || !wanted.matcher(golden.name()).matches()) {
                continue;
            }
            JsonNode rates = schedules.get(golden.name());
            GoldenRun run = new GoldenRun(run(golden, rates, ScalarType.Double), run(golden, rates, ScalarType.Float));
            GoldenFiles.write("runs/" + golden.name(), run);
        }
    }

    private static Trajectory run(GoldenCase golden, JsonNode rates, ScalarType type) {
        try (TorchNetwork network = new TorchNetwork(golden, type)) {
            return Trajectory.of(golden, step -> rates.get(step - 1).asDouble(), network);
        }
    }
}
