-- Since when answers of OFREP are counted without a break: stages that began before cannot be held against them.
create table evaluation_counting (
  one integer primary key check (one = 1),
  since timestamp with time zone not null
);
