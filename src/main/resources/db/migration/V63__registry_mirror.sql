-- How each model's likeness in MLflow stands: when it was last seen to say what we say, or why it does not.
create table registry_mirror (
  model varchar not null primary key,
  mlflow_name varchar not null,
  confirmed_at timestamp with time zone,
  problem varchar,
  failing_since timestamp with time zone
);
