-- Append-only, numbered without gaps; every hash covers its entry and the hash before it.
create table ledger_entry (
  entry_number bigint not null primary key,
  recorded_at timestamp with time zone not null,
  initiative varchar,
  actor varchar not null,
  action_name varchar not null,
  subject varchar,
  details varchar not null,
  previous_hash varchar not null,
  hash varchar not null
);

create index ledger_entry_initiative on ledger_entry (initiative, entry_number);

-- One row, locked by whoever appends: what the next entry follows.
create table ledger_head (
  id integer not null primary key,
  entry_number bigint not null,
  hash varchar not null
);

insert into ledger_head (id, entry_number, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
