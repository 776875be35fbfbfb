package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The windows of torch.nn.AdaptiveAvgPool2d in one direction. */
class SpanTest {

    @Test
    void windows_overlap_where_they_do_not_divide_the_input() {
        assertThat(Span.adaptive(7, 3)).containsExactly(new Span(0, 3), new Span(2, 5), new Span(4, 7));
        assertThat(Span.adaptive(8, 3)).containsExactly(new Span(0, 3), new Span(2, 6), new Span(5, 8));
        assertThat(Span.adaptive(6, 3)).containsExactly(new Span(0, 2), new Span(2, 4), new Span(4, 6));
    }

    @Test
    void windows_repeat_where_there_are_more_of_them_than_pixels() {
        assertThat(Span.adaptive(1, 2)).containsExactly(new Span(0, 1), new Span(0, 1));
        assertThat(Span.adaptive(2, 3)).containsExactly(new Span(0, 1), new Span(0, 2), new Span(1, 2));
    }

    @Test
    void the_matrix_of_averages_has_a_row_for_each_window() {
        assertThat(Span.averages(Span.adaptive(3, 2), 3)).containsExactly(0.5f, 0.5f, 0, 0, 0.5f, 0.5f);
    }

    @Test
    void a_pixel_counts_as_often_as_it_is_averaged() {
        Layer.AdaptiveAvgPool2d pool = new Layer.AdaptiveAvgPool2d(new Layer.Size(3, 2));

        assertThat(pool.flops(Shape.of(5, 7, 4))).isEqualTo(5 * 9 * 4);
        assertThat(pool.isEven(Shape.of(5, 7, 4))).isFalse();
        assertThat(pool.isEven(Shape.of(5, 6, 4))).isTrue();
    }
}
