-- One row, locked by the node that prepares groups and rights.
create table start_up (
  id integer not null primary key,
  started_at timestamp with time zone
);

insert into start_up (id) values (1);
