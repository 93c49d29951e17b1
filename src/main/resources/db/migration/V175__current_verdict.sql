-- Which verdict of a model is its newest: a look asks for it and never for the history, which grows.
create table current_verdict (
  model varchar primary key,
  judgement bigint not null unique references judgement
);
insert into current_verdict (model, judgement) select model, max(id) from judgement group by model;

create index judgement_of_stage on judgement (rollout_stage, verdict, id);
create index judgement_of_model_by_time on judgement (model, judged_at);
