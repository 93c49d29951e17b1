-- A test alert counts once it came in by the door that real ones use; why it did not is kept for whoever is asked.
alter table test_alert add column arrived_at timestamp with time zone;
alter table test_alert add column problem varchar;
