create table retraining_cause (
  retraining bigint not null references retraining,
  cause varchar not null,
  why varchar not null,
  called_by varchar not null,
  called_at timestamp with time zone not null,
  primary key (retraining, cause)
);
update retraining set open_slot = null where open_slot is not null
  and id > (select min(older.id) from retraining older where older.model = retraining.model and older.open_slot is not null);
update retraining set open_slot = model where open_slot is not null;
