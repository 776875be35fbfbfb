package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ChannelDropoutTest {

    private static final int IMAGES = 40;
    private static final int CHANNELS = 50;

    @Test
    void a_channel_of_an_image_goes_or_stays_as_a_whole_and_its_gradient_with_it() {
        ChannelDropout dropout = new ChannelDropout(0.8);
        INDArray output = drop(dropout, 1);
        INDArray gradient = dropout.backprop(ones(), ones(), 0, 0);

        double kept = 0;
        for (int n = 0; n < IMAGES; n++) {
            for (int c = 0; c < CHANNELS; c++) {
                float first = output.getFloat(n, 0, 0, c);
                assertThat(first).isIn(0f, 1.25f);
                for (int pixel = 0; pixel < 6; pixel++) {
                    assertThat(output.getFloat(n, pixel / 3, pixel % 3, c)).isEqualTo(first);
                    assertThat(gradient.getFloat(n, pixel / 3, pixel % 3, c)).isEqualTo(first);
                }
                kept += first / 1.25;
            }
        }
        assertThat(kept / (IMAGES * CHANNELS)).isCloseTo(0.8, within(0.05));
    }

    @Test
    void what_is_dropped_depends_on_the_seed_alone() {
        assertThat(drop(new ChannelDropout(0.5), 1)).isEqualTo(drop(new ChannelDropout(0.5), 1));
        assertThat(drop(new ChannelDropout(0.5), 1)).isNotEqualTo(drop(new ChannelDropout(0.5), 2));
    }

    private static INDArray drop(ChannelDropout dropout, long seed) {
        Nd4j.getRandom().setSeed(seed);
        return dropout.applyDropout(ones(), ones(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    }

    private static INDArray ones() {
        return Nd4j.ones(DataType.FLOAT, IMAGES, 2, 3, CHANNELS);
    }
}
