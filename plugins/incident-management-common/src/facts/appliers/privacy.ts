import { IncidentFacts } from '../../model';
import { Appliers, without } from '../applier';

/** Who sees it. */
export const privacyAppliers = {
  'incident.restricted': (facts, { to }) => ({ ...facts, privateTo: to }),
  'incident.published': facts => without(facts, 'privateTo') as IncidentFacts,
} satisfies Appliers;
