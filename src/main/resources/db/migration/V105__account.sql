-- Since when there is an account, and the stamp its sessions have to show. Who was there before this table has no row:
-- that account is older than any gate, and its sessions carry no stamp.
create table account (
  user_id varchar primary key,
  created_at timestamp with time zone not null,
  stamp varchar not null
);

create table account_group (
  user_id varchar not null,
  group_id varchar not null,
  since timestamp with time zone not null,
  primary key (user_id, group_id)
);

-- Where an account has logged in rightly: a few addresses each, the latest ones.
create table known_address (
  user_id varchar not null,
  address varchar not null,
  last_at timestamp with time zone not null,
  primary key (user_id, address)
);
