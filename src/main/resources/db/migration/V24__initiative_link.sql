-- Which initiative another one follows, and as what. Written just before the child registers, so the child is no foreign key.
create table initiative_link (
  child varchar not null primary key,
  parent varchar not null references initiative,
  kind varchar not null,
  scope varchar,
  warning varchar,
  linked_by varchar not null,
  linked_at timestamp with time zone not null
);
create index initiative_link_parent on initiative_link (parent);
