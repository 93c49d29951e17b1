create table model_version (
  model varchar not null,
  version varchar not null,
  initiative varchar,
  state varchar not null,
  artifact varchar not null,
  registered_at timestamp with time zone not null,
  registered_by varchar not null,
  approved_at timestamp with time zone,
  approved_by varchar,
  reason varchar,
  moved_at timestamp with time zone not null,
  primary key (model, version)
);

create table unauthorised_deployment (
  model varchar not null,
  version varchar not null,
  found_by varchar not null,
  first_seen timestamp with time zone not null,
  last_seen timestamp with time zone not null,
  sightings bigint not null,
  primary key (model, version)
);
