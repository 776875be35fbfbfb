package io.trainyard.job;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A place in an ordered list: behind a job that had this value, wherever that job may be now. So a job that moves or goes
 * makes no other one appear twice or not at all.
 *
 * @param value what the list is ordered by: text, a number, or null; null also when ids are the order
 */
public record JobCursor(@Nullable Comparable<?> value, String id) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** In the order of creation, an id alone is a cursor. */
    public static JobCursor at(String id) {
        return new JobCursor(null, id);
    }

    /** @throws IllegalArgumentException if the text is no cursor of a list that is ordered like this */
    public static JobCursor parse(JobSort sort, String text) {
        if (sort.key() == JobSort.Key.CREATED_AT) {
            return at(checkedId(text));
        }
        try {
            JsonNode parts = JSON.readTree(Base64.getUrlDecoder().decode(text));
            if (parts.size() != 2 || !parts.get(1).isString()) {
                throw new IllegalArgumentException("Not a cursor: " + text);
            }
            return new JobCursor(
                    sort.key().value(parts.get(0)), checkedId(parts.get(1).asString()));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not a cursor: " + text, e);
        }
    }

    private static String checkedId(String id) {
        if (!id.matches("job_[0-9a-z]{1,36}")) {
            throw new IllegalArgumentException("Not the id of a job: " + id);
        }
        return id;
    }

    String text(JobSort sort) {
        if (sort.key() == JobSort.Key.CREATED_AT) {
            return id;
        }
        String json = JSON.writeValueAsString(new Object[] {value, id});
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
