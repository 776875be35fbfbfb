package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.JobQuery.Filter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobTableTest {

    private static final List<String> WORDS =
            List.of("", "r", "re", "res", "resnet20", "Week3", "été", "naïve réseau", "zz");

    private final Random random = new Random(3);
    private final JobTable table = new JobTable();
    private final Map<String, JobEntry> jobs = new HashMap<>();

    @Test
    void finds_what_a_look_at_every_text_finds_after_any_changes() {
        for (int change = 0; change < 3_000; change++) {
            String id = "job_" + random.nextInt(200);
            if (jobs.remove(id) == null) {
                jobs.put(id, job(id));
                table.add(jobs.get(id));
            } else {
                table.remove(id);
            }
            JobMatcher matcher = new JobMatcher(filter(WORDS.get(change % WORDS.size())));
            assertThat(found(matcher))
                    .containsExactlyInAnyOrderElementsOf(
                            jobs.values().stream().filter(matcher).toList());
        }
    }

    private List<JobEntry> found(JobMatcher matcher) {
        return table.places()
                .filter(table.matching(matcher))
                .mapToObj(table::get)
                .toList();
    }

    private JobEntry job(String id) {
        String name = "%s %s".formatted(word(), word()).toLowerCase();
        Map<String, String> labels = Map.of("course", "Week" + random.nextInt(5));
        String text =
                "%s\n%s\ncourse:%s\n".formatted(id, name, labels.get("course").toLowerCase());
        return new JobEntry(id, JobStatus.QUEUED, name, text, labels, 0, null, null, Instant.EPOCH, null, null);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static Filter filter(@Nullable String text) {
        return new Filter(Set.of(), Map.of(), null, text, null, null);
    }
}
