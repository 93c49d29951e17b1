-- One row a round; gate is the id of the process instance that holds it.
create table gate_round (
  gate varchar primary key,
  initiative varchar not null,
  phase varchar not null,
  round_nr integer not null,
  opened_at timestamp with time zone not null,
  decision varchar,
  why varchar,
  decided_at timestamp with time zone,
  constraint gate_round_once unique (initiative, phase, round_nr)
);

create table gate_criterion (
  gate varchar not null references gate_round (gate),
  nr integer not null,
  name varchar not null,
  effect varchar not null,
  fact varchar not null,
  primary key (gate, nr)
);

create table gate_sign_off (
  gate varchar not null references gate_round (gate),
  role varchar not null,
  task varchar unique,
  decision varchar,
  cause varchar,
  remark varchar,
  signed_by varchar,
  signed_at timestamp with time zone,
  primary key (gate, role),
  constraint gate_sign_off_one_person_one_role unique (gate, signed_by)
);

create table gate_waiver (
  gate varchar primary key references gate_round (gate),
  decision varchar not null,
  approver varchar not null,
  reason varchar not null,
  cause varchar,
  until_day date,
  decided_at timestamp with time zone not null
);
