-- Who says that the version serves already; a gate decides whether it may.
alter table model_version add column said_by varchar;
