import { alertOperations } from './alerts';
import { incidentImportOperations } from './imports';
import { incidentOperations } from './incidents';
import { insightOperations } from './insights';
import { onCallOperations } from './onCall';
import { params } from './operation';
import { problemOperations, problemVerbPaths } from './problems';
import { statusOperations } from './status';
import { reviewOperations } from './reviews';
import { verbOperations } from './verbs';

/** An incident says which verbs it understands. */
const incidentVerbPaths = {
  path: '/incidents/{number}',
  params,
  name: 'an incident',
};

/** Records that say which verbs they understand. */
export const recordVerbPaths = [incidentVerbPaths, problemVerbPaths];

/** Every route of the API: what its document says, what it checks, and what it does. */
export const operations = [
  ...incidentOperations,
  ...verbOperations,
  ...insightOperations,
  ...statusOperations,
  ...alertOperations,
  ...onCallOperations,
  ...problemOperations,
  ...reviewOperations,
  ...incidentImportOperations,
];
