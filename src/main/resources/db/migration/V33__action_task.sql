-- The process in which somebody carries the action out; none for actions from before there was one.
alter table sync_action add column instance varchar;
alter table sync_action add column result varchar;
create index sync_action_of_instance on sync_action (instance);
