package io.trainyard.job;

import io.trainyard.job.EventRows.Mark;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What lists need of every job, in memory, about half a kilobyte each: so any filter in any order takes milliseconds, with
 * no index for every combination. It follows the event log: whatever changes an entry tells of it in the same transaction,
 * and events become visible in their order, so after a look at the new ones the index is as the database is.
 */
@Component
class JobIndex {

    private static final Logger LOG = LoggerFactory.getLogger(JobIndex.class);
    private static final int PAGE = 2_000;

    private final JdbcClient jdbc;
    private final EventRows events;
    private final NavigableMap<String, JobEntry> entries = new ConcurrentSkipListMap<>();
    private long seen = -1;

    JobIndex(JdbcClient jdbc, EventRows events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** By id, as they are in the database now. */
    NavigableMap<String, JobEntry> entries() {
        catchUp();
        return entries;
    }

    /** Reads them before somebody has to wait for it. */
    @EventListener(ApplicationReadyEvent.class)
    void warmUp() {
        Thread thread = new Thread(this::tryToCatchUp, "job-index");
        thread.setDaemon(true);
        thread.start();
    }

    private void tryToCatchUp() {
        try {
            catchUp();
        } catch (RuntimeException e) {
            LOG.warn("The index of jobs could not be read; the first list tries again.", e);
        }
    }

    /** Forgets what it has read. */
    synchronized void clear() {
        entries.clear();
        seen = -1;
    }

    private synchronized void catchUp() {
        if (seen < 0) {
            load();
        }
        List<Mark> news;
        do {
            news = events.marks(seen, PAGE);
            refresh(news);
        } while (news.size() == PAGE);
    }

    private void load() {
        long last = events.last();
        String after = "";
        List<JobEntry> page;
        do {
            page = jdbc.sql(JobEntry.SELECT + " where j.id > ? order by j.id limit ?")
                    .params(after, PAGE)
                    .query(JobEntry::read)
                    .list();
            page.forEach(entry -> entries.put(entry.id(), entry));
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
        seen = last;
    }

    private void refresh(List<Mark> news) {
        if (news.isEmpty()) {
            return;
        }
        Set<String> changed = new HashSet<>();
        news.forEach(mark -> changed.add(mark.jobId()));
        Collection<JobEntry> found = jdbc.sql(JobEntry.SELECT + " where j.id in (:ids)")
                .param("ids", changed)
                .query(JobEntry::read)
                .list();
        found.forEach(entry -> {
            entries.put(entry.id(), entry);
            changed.remove(entry.id());
        });
        changed.forEach(entries::remove);
        seen = news.get(news.size() - 1).id();
    }
}
