package io.trainyard.job;

import io.trainyard.job.EventRows.Mark;
import jakarta.annotation.PostConstruct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What lists need of every job, in memory and sorted in every order, about a kilobyte each: so any filter in any order takes
 * milliseconds. It follows the event log: whatever changes an entry tells of it in the same transaction, and events become
 * visible in their order, so after a look at the new ones the index is as the database is.
 */
@Component
class JobIndex {

    private static final Logger LOG = LoggerFactory.getLogger(JobIndex.class);
    private static final int PAGE = 2_000;
    private static final int FEW = 1_000;

    private final JdbcClient jdbc;
    private final EventRows events;
    private final JobTable table = new JobTable();
    private final Map<JobSort.Key, JobOrder> orders = Arrays.stream(JobSort.Key.values())
            .collect(Collectors.toMap(Function.identity(), key -> new JobOrder(key, table)));

    /** Of table and orders: lists read them together, whoever brings news changes them alone. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private long seen = -1;

    JobIndex(JdbcClient jdbc, EventRows events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Places of the first jobs that a query asks for, at most so many, as they are in the database now. */
    List<JobCursor> find(JobQuery query, int limit) {
        JobSort sort = query.sort();
        catchUp();
        lock.readLock().lock();
        try {
            IntPredicate matching = table.matching(new JobMatcher(query.filter()));
            JobOrder order = order(sort.key(), matching);
            return order.behind(query.after(), sort.descending())
                    .filter(matching)
                    .limit(limit)
                    .mapToObj(order::cursor)
                    .toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Few jobs are sorted when they have been found; of many the first ones are soon met in the order of all. */
    private JobOrder order(JobSort.Key key, IntPredicate matching) {
        int[] found = table.places().filter(matching).limit(FEW + 1).toArray();
        if (found.length > FEW) {
            return orders.get(key);
        }
        JobOrder order = new JobOrder(key, table);
        order.add(found);
        return order;
    }

    /** Reads the jobs while the rest of the server starts, before somebody has to wait for it. */
    @PostConstruct
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
        change(table.ids(), List.of());
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
        List<JobEntry> all = new ArrayList<>();
        String after = "";
        List<JobEntry> page;
        do {
            page = jdbc.sql(JobEntry.SELECT + " where j.id > ? order by j.id limit ?")
                    .params(after, PAGE)
                    .query(JobEntry::read)
                    .list();
            all.addAll(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
        change(List.of(), all);
        seen = last;
    }

    private void refresh(List<Mark> news) {
        if (news.isEmpty()) {
            return;
        }
        Set<String> changed = news.stream().map(Mark::jobId).collect(Collectors.toSet());
        List<JobEntry> found = jdbc.sql(JobEntry.SELECT + " where j.id in (:ids)")
                .param("ids", changed)
                .query(JobEntry::read)
                .list();
        change(changed, found);
        seen = news.get(news.size() - 1).id();
    }

    private void change(Collection<String> old, Collection<JobEntry> now) {
        lock.writeLock().lock();
        try {
            BitSet gone = new BitSet();
            old.stream().mapToInt(table::remove).filter(place -> place >= 0).forEach(gone::set);
            orders.values().forEach(order -> order.removeIf(gone::get));
            int[] places = now.stream().mapToInt(table::add).toArray();
            orders.values().forEach(order -> order.add(places));
        } finally {
            lock.writeLock().unlock();
        }
    }
}
