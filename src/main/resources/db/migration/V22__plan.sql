-- Until when each phase of an initiative was planned to end, fixed when the initiative begins.
create table initiative_plan (
  initiative varchar not null references initiative,
  phase varchar not null,
  planned_end timestamp with time zone not null,
  primary key (initiative, phase)
);
