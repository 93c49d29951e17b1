alter table way_back add column cause varchar;
update way_back set cause = case
  when automatic and reason like 'Alert %: %' then 'ALERT'
  when exists (select 1 from incident where incident.model = way_back.model and incident.action = 'ROLL_BACK'
    and 'Incident ' || cast(incident.id as varchar) || ': ' || incident.finding = way_back.reason) then 'INCIDENT'
  when automatic then 'NUMBERS'
  else 'PERSON' end;
alter table way_back alter column cause set not null;
alter table way_back drop column automatic;
