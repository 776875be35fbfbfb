-- Null in evaluations of version 0.1.0, which have no mistakes either.
alter table evaluation add column calibration varchar(10000);

-- The most confident wrong guesses, with their images as the data set had them.
create table mistake (
    job_id      varchar(40)      not null references job (id) on delete cascade,
    number      integer          not null,
    image_index integer          not null,
    label       integer          not null,
    predicted   integer          not null,
    confidence  double precision not null,
    channels    integer          not null,
    height      integer          not null,
    width       integer          not null,
    pixels      bytea            not null,
    primary key (job_id, number)
);
