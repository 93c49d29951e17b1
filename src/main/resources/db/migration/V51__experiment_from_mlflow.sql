-- Runs that were tracked elsewhere. One run becomes one record at most; one that could not become a record says why.
create table experiment_run (
  run_id varchar not null primary key,
  initiative varchar not null,
  run_name varchar,
  experiment bigint,
  problem varchar,
  seen_at timestamp with time zone not null
);
create index experiment_run_of_initiative on experiment_run (initiative);

-- How the last look went; the time of the last good one stays while looks fail.
create table experiment_source (
  initiative varchar not null primary key,
  experiment_name varchar not null,
  read_at timestamp with time zone,
  problem varchar,
  failing_since timestamp with time zone
);
