-- How often OFREP handed out each version while a candidate was on its way, by the hour.
create table evaluation (
  model varchar not null,
  version varchar not null,
  hour_at timestamp with time zone not null,
  answered bigint not null,
  told_at timestamp with time zone,
  primary key (model, version, hour_at)
);
create index evaluation_hour on evaluation (hour_at);
