-- The order of the queue, so that its head and a job's place in it are read from the index alone.
create index queue_order_idx on scheduled_tasks (task_name, picked, priority desc, execution_time, task_instance);
