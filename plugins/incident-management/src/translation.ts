import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { alertMessages } from './translations/alerts';
import { areaMessages } from './translations/area';
import { besideMessages } from './translations/beside';
import { boardMessages } from './translations/board';
import { declareMessages } from './translations/declare';
import { entityMessages } from './translations/entity';
import { eventMessages } from './translations/event';
import { incidentMessages } from './translations/incident';
import { listMessages } from './translations/list';
import { metricsMessages } from './translations/metrics';
import { onCallMessages } from './translations/onCall';
import { problemMessages } from './translations/problem';
import { problemsMessages } from './translations/problems';
import { reviewMessages } from './translations/review';
import { runbookMessages } from './translations/runbooks';
import { sharedMessages } from './translations/shared';
import { silencesMessages } from './translations/silences';
import { statusMessages } from './translations/status';
import { triageMessages } from './translations/triage';
import { verbMessages } from './translations/verbs';

/** The English texts of the plugin, one file a feature; an app may override or translate them. */
export const incidentManagementTranslationRef = createTranslationRef({
  id: 'incident-management',
  messages: {
    area: areaMessages,
    shared: sharedMessages,
    list: listMessages,
    board: boardMessages,
    status: statusMessages,
    silences: silencesMessages,
    incident: incidentMessages,
    event: eventMessages,
    verbs: verbMessages,
    declare: declareMessages,
    triage: triageMessages,
    alerts: alertMessages,
    beside: besideMessages,
    onCall: onCallMessages,
    metrics: metricsMessages,
    problems: problemsMessages,
    problem: problemMessages,
    review: reviewMessages,
    runbooks: runbookMessages,
    entity: entityMessages,
  },
});
