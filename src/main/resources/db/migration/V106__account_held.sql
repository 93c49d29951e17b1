-- Created, or given a password by somebody else: since then the account is in the hands that have it now.
alter table account rename column created_at to held_since;
