update model_version set state = 'REJECTED' where state = 'APPROVED'
  and exists (select 1 from rollout where rollout.model = model_version.model and rollout.candidate = model_version.version)
  and not exists (select 1 from rollout where rollout.model = model_version.model and rollout.candidate = model_version.version and rollout.state <> 'REJECTED');
