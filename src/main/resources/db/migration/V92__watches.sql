create table live_baseline (
  model varchar not null,
  version varchar not null,
  signal varchar not null,
  amount double precision not null,
  samples bigint not null,
  window_from timestamp with time zone not null,
  window_to timestamp with time zone not null,
  primary key (model, version, signal)
);

alter table retraining add column holdout_accuracy double precision;
alter table retraining add column holdout_rows integer;
