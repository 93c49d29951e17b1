create table initiative (
  initiative varchar primary key,
  title varchar not null,
  sponsor varchar,
  risk_tier varchar,
  model varchar unique,
  planned_start date,
  started_at timestamp with time zone not null,
  started_by varchar not null,
  outcome varchar,
  end_reason varchar,
  ended_at timestamp with time zone
);

create table charter_part (
  initiative varchar not null references initiative,
  part varchar not null,
  revision integer not null,
  content varchar not null,
  recorded_by varchar not null,
  recorded_at timestamp with time zone not null,
  primary key (initiative, part, revision)
);
