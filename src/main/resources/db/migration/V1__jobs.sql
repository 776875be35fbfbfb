-- Written for PostgreSQL and for H2 in its PostgreSQL mode alike. JSON is kept as text; varchar instead of text,
-- which would be a large object of its own in H2.

create table job (
    id                    varchar(40)              not null primary key,
    name                  varchar(1000),
    priority              integer                  not null,
    seed                  bigint                   not null,
    -- what the transitions need of the spec
    epochs                integer                  not null,
    metric                varchar(40)              not null,
    keep_last             integer                  not null,
    keep_best             integer                  not null,
    max_attempts          integer                  not null,
    status                varchar(20)              not null,
    stop_reason           varchar(20),
    -- counts the starts; with the status it is the fencing token of a run
    attempt               integer                  not null default 0,
    -- infrastructure failures in a row without a new checkpoint
    failures              integer                  not null default 0,
    server                varchar(100),
    device                varchar(40),
    resumed_from          varchar(40),
    error_category        varchar(20),
    error_code            varchar(100),
    error_message         varchar(10000),
    epoch                 integer                  not null default 0,
    iteration             integer                  not null default 0,
    iterations_per_epoch  integer                  not null default 0,
    images_per_second     double precision,
    estimated_finish      timestamp with time zone,
    best_epoch            integer,
    best_value            double precision,
    best_checkpoint_id    varchar(40),
    last_checkpoint_id    varchar(40),
    test_accuracy         double precision,
    test_loss             double precision,
    evaluated_epoch       integer,
    total_parameters      bigint,
    training_seconds      double precision,
    device_description    varchar(1000),
    dataset_sha256        varchar(64),
    created_at            timestamp with time zone not null,
    started_at            timestamp with time zone,
    finished_at           timestamp with time zone,
    updated_at            timestamp with time zone not null
);
create index job_status_idx on job (status, id);

-- The long texts apart, so that a progress update rewrites a small row.
create table job_document (
    job_id        varchar(40)      not null primary key references job (id) on delete cascade,
    spec          varchar(1000000) not null,
    resolved_spec varchar(1000000) not null,
    labels        varchar(100000)  not null,
    notes         varchar(1000000) not null,
    versions      varchar(10000)
);

create table job_label (
    job_id varchar(40)   not null references job (id) on delete cascade,
    label  varchar(1000) not null,
    val    varchar(1000) not null,
    primary key (job_id, label)
);
create index job_label_idx on job_label (label, val);

create table idempotency_key (
    idempotency_key varchar(255)             not null primary key,
    job_id          varchar(40)              not null references job (id) on delete cascade,
    created_at      timestamp with time zone not null
);
create index idempotency_key_job_idx on idempotency_key (job_id);

create table epoch_metrics (
    job_id              varchar(40)      not null references job (id) on delete cascade,
    epoch               integer          not null,
    train_loss          double precision not null,
    train_accuracy      double precision not null,
    validation_loss     double precision,
    validation_accuracy double precision,
    learning_rate       double precision not null,
    seconds             double precision not null,
    images_per_second   double precision not null,
    feed_wait_seconds   double precision not null,
    primary key (job_id, epoch)
);

create table checkpoint (
    id           varchar(40)              not null primary key,
    job_id       varchar(40)              not null references job (id) on delete cascade,
    epoch        integer                  not null,
    batch        integer                  not null,
    iteration    bigint                   not null,
    metric_value double precision,
    bytes        bigint                   not null,
    sha256       varchar(64)              not null,
    created_at   timestamp with time zone not null
);
create unique index checkpoint_job_idx on checkpoint (job_id, epoch, batch);

create table chunk (
    checkpoint_id varchar(40) not null references checkpoint (id) on delete cascade,
    number        integer     not null,
    content       bytea       not null,
    primary key (checkpoint_id, number)
);

create table evaluation (
    job_id        varchar(40)      not null primary key references job (id) on delete cascade,
    loss          double precision not null,
    accuracy      double precision not null,
    top5_accuracy double precision,
    examples      bigint           not null,
    confusion     varchar(1000000) not null
);

create table log_line (
    job_id  varchar(40)              not null references job (id) on delete cascade,
    number  integer                  not null,
    at      timestamp with time zone not null,
    text    varchar(4000)            not null,
    primary key (job_id, number)
);

create table device (
    server             varchar(100)             not null,
    id                 varchar(40)              not null,
    kind               varchar(20)              not null,
    name               varchar(200)             not null,
    memory_bytes       bigint                   not null,
    compute_capability varchar(20),
    usable             boolean                  not null,
    reason             varchar(2000),
    job_id             varchar(40),
    seen_at            timestamp with time zone not null,
    primary key (server, id)
);
