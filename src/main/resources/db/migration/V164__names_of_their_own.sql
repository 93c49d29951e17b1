-- Parts of a charter and documents of value were kept under the names of Java classes. Both get names of their own.
update charter_part set part = case part
  when 'Problem' then 'problem'
  when 'Baseline' then 'baseline'
  when 'Fallback' then 'fallback'
  when 'DataOutlook' then 'data-outlook'
  when 'Constraints' then 'constraints'
  when 'Strategy' then 'strategy'
  when 'Committee' then 'committee'
  when 'Integration' then 'integration'
  when 'Briefing' then 'briefing'
  when 'RiskProfile' then 'risk-profile'
  else part end;

update value_document set document = case document
  when 'KpiContract' then 'kpi-contract'
  when 'BusinessCase' then 'business-case'
  else document end;
