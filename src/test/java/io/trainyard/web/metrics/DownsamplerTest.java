package io.trainyard.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownsamplerTest {

    private record Row(int number, double loss, double accuracy) {}

    private static final List<ToDoubleFunction<Row>> COLUMNS = List.of(Row::loss, Row::accuracy);

    @ParameterizedTest
    @CsvSource({"100000, 1000", "1001, 1000", "12345, 20", "21, 20"})
    void keeps_the_extremes_the_ends_and_the_chosen_row_within_the_points(int total, int points) {
        List<Row> rows = rows(total);
        int chosen = total / 3;
        List<Row> left = sampled(rows, points, chosen);

        assertThat(left).hasSizeLessThanOrEqualTo(points).hasSizeGreaterThan(4);
        assertThat(left).extracting(Row::number).isSorted().doesNotHaveDuplicates();
        assertThat(left).contains(rows.get(0), rows.get(total - 1), rows.get(chosen));
        for (ToDoubleFunction<Row> column : COLUMNS) {
            Comparator<Row> order = Comparator.comparingDouble(column);
            assertThat(left)
                    .contains(
                            rows.stream().min(order).orElseThrow(),
                            rows.stream().max(order).orElseThrow());
        }
    }

    @Test
    void keeps_every_stretchs_extremes() {
        List<Row> rows = rows(8_000);
        List<Row> left = sampled(rows, 803, -1);

        for (int stretch = 0; stretch < 200; stretch++) {
            List<Row> within = rows.subList(40 * stretch, 40 * (stretch + 1));
            Comparator<Row> order = Comparator.comparingDouble(Row::loss);
            assertThat(left)
                    .contains(
                            within.stream().min(order).orElseThrow(),
                            within.stream().max(order).orElseThrow());
        }
    }

    @Test
    void few_rows_pass_unchanged_and_values_that_are_not_there_have_no_extremes() {
        List<Row> rows = rows(20);
        assertThat(sampled(rows, 20, 0)).isEqualTo(rows);
        List<Row> empty = IntStream.range(0, 1000)
                .mapToObj(i -> new Row(i, Double.NaN, Double.NaN))
                .toList();
        assertThat(sampled(empty, 100, 500)).extracting(Row::number).containsExactly(0, 500, 999);
    }

    private static List<Row> sampled(List<Row> rows, int points, int chosen) {
        List<Row> left = new ArrayList<>();
        var sampler = new Downsampler<>(rows.size(), points, COLUMNS, row -> row.number() == chosen, left::add);
        rows.forEach(sampler::accept);
        sampler.flush();
        return left;
    }

    private static List<Row> rows(int count) {
        Random random = new Random(count);
        return IntStream.range(0, count)
                .mapToObj(i -> new Row(i, random.nextDouble(), random.nextDouble()))
                .toList();
    }
}
