create table route (
  model varchar not null primary key,
  initiative varchar,
  stable varchar,
  candidate varchar,
  share integer not null,
  fallback varchar,
  on_fallback boolean not null,
  stage varchar not null,
  generation bigint not null,
  changed_at timestamp with time zone not null,
  observed_generation bigint not null,
  observed_at timestamp with time zone,
  trouble varchar,
  trouble_since timestamp with time zone,
  check (share >= 0 and share <= 10000),
  check (share = 0 or candidate is not null)
);

create table route_change (
  model varchar not null,
  initiative varchar,
  stable varchar,
  candidate varchar,
  share integer not null,
  fallback varchar,
  on_fallback boolean not null,
  stage varchar not null,
  generation bigint not null,
  changed_at timestamp with time zone not null,
  changed_by varchar not null,
  reason varchar not null,
  primary key (model, generation)
);
