-- What happened to jobs. No foreign key: that a job was deleted is an event, too, and outlives it.
create table event (
    id     bigint                   not null primary key,
    job_id varchar(40)              not null,
    type   varchar(20)              not null,
    at     timestamp with time zone not null,
    data   varchar(100000)          not null
);
create index event_job_idx on event (job_id, id);

-- The last id that was given. Its row is locked from then on until the commit, so that ids become visible in their
-- order; a sequence's numbers would not, and a reader who has seen 8 would never look for a late 7.
create table event_counter (
    last bigint not null
);
insert into event_counter values (0);
