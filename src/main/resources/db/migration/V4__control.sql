-- Where a forked job comes from; the ids stay when the parent goes.
alter table job add column parent_id varchar(40);
alter table job add column forked_from varchar(40);
