-- Beyond a number of incidents of a model, further alerts are counted on one.
alter table incident add column collected bigint default 0 not null;
create index incident_model on incident (model);
