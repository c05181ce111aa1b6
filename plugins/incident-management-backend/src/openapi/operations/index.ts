import { alertOperations } from './alerts';
import { incidentOperations } from './incidents';
import { insightOperations } from './insights';
import { onCallOperations } from './onCall';
import { params } from './operation';
import { verbOperations } from './verbs';

/** An incident says which verbs it understands. */
export const incidentVerbPaths = {
  path: '/incidents/{number}',
  params,
  name: 'an incident',
};

/** Every route of the API: what its document says, what it checks, and what it does. */
export const operations = [
  ...incidentOperations,
  ...verbOperations,
  ...insightOperations,
  ...alertOperations,
  ...onCallOperations,
];
