-- Until when predictions of a version without approval are expected, because its rollback is rehearsed.
alter table model_version add column drill_until timestamp with time zone;
