package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArenaTest {

    private final Arena arena = new Arena(100);

    @AfterEach
    void free() {
        arena.free();
    }

    @Test
    void what_does_not_fit_into_the_heaps_share_lies_outside() {
        assertThat(arena.take(60, true).isArray()).isTrue();
        assertThat(arena.take(60, true).isArray()).isFalse();
        assertThat(arena.take(40, true).isArray()).isTrue();
        assertThat(arena.take(1, true).isArray()).isFalse();
        assertThat(arena.take(10, false).isArray()).isFalse();
    }

    @Test
    void the_next_program_gets_the_same_memory() {
        Floats first = arena.take(60, true);
        first.buffer().put(3, 5);
        arena.startOver();

        Floats again = arena.take(50, true);

        assertThat(again.length()).isEqualTo(50);
        assertThat(again.buffer().get(3)).isEqualTo(5);
    }

    @Test
    void the_library_cannot_have_an_array() {
        Floats array = arena.take(16, true);

        assertThatThrownBy(() -> array.as(OneDnn.vector(16))).isInstanceOf(IllegalStateException.class);
        assertThat(arena.take(16, false).as(OneDnn.vector(16)).isNull()).isFalse();
    }
}
