-- An audit is measured outside of the process that asked for it. ASKED waits for a node; RUNNING belongs to one holder for as long as the lease is renewed;
-- DONE and FAILED have told the process; REPLACED was asked for before a newer one of the same initiative.
alter table data_audit add column state varchar(20) default 'ASKED' not null;
alter table data_audit add column holder varchar(40);
alter table data_audit add column lease_until timestamp with time zone;
alter table data_audit add column tries integer default 0 not null;
alter table data_audit add column percent integer default 0 not null;
alter table data_audit add column bytes_done bigint default 0 not null;
alter table data_audit add column bytes_all bigint;

update data_audit set state = 'DONE' where profile is not null;
update data_audit set state = 'FAILED' where profile is null and problem is not null;
update data_audit set state = 'REPLACED' where state = 'ASKED'
  and exists (select 1 from data_audit newer where newer.initiative = data_audit.initiative and newer.id > data_audit.id);

create index data_audit_to_do on data_audit (state, id);
