-- Versions nobody registered are named up to a bound; how many more were made up is counted here.
create table unauthorised_more (
  model varchar not null primary key,
  counted bigint not null,
  first_seen timestamp with time zone not null,
  last_seen timestamp with time zone not null
);
