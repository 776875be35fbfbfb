-- What a job's spec and run look wrong in: one row for each code and place, a JSON pointer into the spec or the path of
-- a layer; empty for the whole.
create table job_warning (
    job_id          varchar(40)    not null references job (id) on delete cascade,
    source          varchar(10)    not null,
    code            varchar(60)    not null,
    place           varchar(500)   not null,
    message         varchar(10000) not null,
    -- null for the spec's
    first_epoch     integer,
    first_iteration bigint,
    last_epoch      integer,
    last_iteration  bigint,
    evidence        varchar(10000) not null,
    primary key (job_id, source, code, place)
);

-- How each parameter tensor started, as JSON.
alter table job_document add column initial_values varchar(1000000);

-- The k of the top-k accuracy used to be 5.
alter table evaluation add column top_k integer;
alter table evaluation add column top_k_accuracy double precision;
update evaluation set top_k = 5, top_k_accuracy = top5_accuracy where top5_accuracy is not null;
alter table evaluation drop column top5_accuracy;
