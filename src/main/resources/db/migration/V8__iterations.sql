-- Metrics per iteration: a row holds consecutive steps of one epoch, one column after the other as 32-bit floats.
create table iteration_chunk (
    job_id          varchar(40) not null references job (id) on delete cascade,
    first_iteration bigint      not null,
    last_iteration  bigint      not null,
    epoch           integer     not null,
    content         bytea       not null,
    primary key (job_id, first_iteration)
);
