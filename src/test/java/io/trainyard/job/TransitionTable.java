package io.trainyard.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The table of transitions in docs/architecture.md. */
final class TransitionTable {

    private TransitionTable() {}

    /** @param then a status, {@code 409}, {@code gone} or {@code -} */
    record Cell(String event, JobStatus from, String then) {}

    static Stream<Cell> cells() throws IOException {
        List<List<String>> rows = Files.readAllLines(Path.of("docs/architecture.md")).stream()
                .dropWhile(line -> !line.startsWith("| what happens | queued |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(TransitionTable::columns)
                .toList();
        List<String> head = rows.get(0);
        return rows.stream()
                .skip(2)
                .flatMap(row -> IntStream.range(1, head.size())
                        .mapToObj(i -> new Cell(row.get(0), status(head.get(i)), row.get(i))));
    }

    private static List<String> columns(String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }

    static JobStatus status(String name) {
        return JobStatus.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
