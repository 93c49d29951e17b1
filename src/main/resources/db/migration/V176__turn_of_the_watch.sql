-- Which look at the models is under way, so that the next one does not begin beside it. One row.
create table watch_turn (
  look varchar,
  taken_at timestamp with time zone
);
insert into watch_turn (look, taken_at) values (null, null);
