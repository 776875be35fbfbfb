package io.trainyard.engine.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Memory that is used anew as soon as nobody needs its values any more; while a program is written, not while it runs. */
final class Pool {

    private final Arena arena;
    private final List<Floats> idle = new ArrayList<>();
    private final Map<Floats, Integer> users = new IdentityHashMap<>();

    Pool(Arena arena) {
        this.arena = arena;
    }

    /**
     * For one user.
     *
     * @param array whether it had better lie in one; if not, it must not
     */
    Floats take(long length, boolean array) {
        Floats found = idle.stream()
                .filter(floats -> floats.isArray() == array && floats.length() >= length)
                .min(Comparator.comparingLong(Floats::length))
                .orElse(null);
        if (found == null) {
            found = arena.take(length, array);
        } else {
            idle.remove(found);
        }
        users.put(found, 1);
        return found;
    }

    /** One user more. */
    Floats share(Floats floats) {
        users.merge(floats, 1, Integer::sum);
        return floats;
    }

    boolean isShared(Floats floats) {
        return users.getOrDefault(floats, 0) > 1;
    }

    /** One user less. */
    void release(Floats floats) {
        if (users.merge(floats, -1, Integer::sum) == 0) {
            users.remove(floats);
            idle.add(floats);
        }
    }
}
