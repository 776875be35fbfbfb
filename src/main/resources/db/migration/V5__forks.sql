-- What a forked job started with.
create table fork (
    job_id          varchar(40) not null primary key references job (id) on delete cascade,
    -- the job's own copy of its parent's checkpoint
    checkpoint_id   varchar(40) not null,
    reset_optimizer boolean     not null,
    continues       boolean     not null,
    -- the parent's best so far, where the fork carries on with it
    best_epoch      integer,
    best_value      double precision
);

-- Where an epoch's place is told in steps, it follows from its batches.
alter table job add column accumulate_batches integer not null default 1;

-- SHA-256 of the request; null for keys of version 0.1.0, which came with specs only.
alter table idempotency_key add column request varchar(64);
