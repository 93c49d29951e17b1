-- What people said about single predictions; the predictions themselves are in the prediction log.
create table prediction_agreement (
  model varchar not null,
  version varchar not null,
  prediction_id varchar not null,
  said_by varchar not null,
  agrees boolean not null,
  said_at timestamp with time zone not null,
  primary key (model, version, prediction_id, said_by)
);

create index prediction_agreement_time on prediction_agreement (said_at);
