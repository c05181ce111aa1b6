import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { alertMessages } from './translations/alerts';
import { areaMessages } from './translations/area';
import { checkMessages, predictionMessages } from './translations/check';
import { correctionMessages } from './translations/corrections';
import { entityMessages } from './translations/entity';
import { objectiveMessages } from './translations/objective';
import { overviewMessages } from './translations/overview';
import { policyMessages } from './translations/policies';
import { sharedMessages } from './translations/shared';
import { problemMessages, sourceMessages } from './translations/sources';

/** The English texts of the plugin, one file a feature; an app may override or translate them. */
export const serviceLevelsTranslationRef = createTranslationRef({
  id: 'service-levels',
  messages: {
    area: areaMessages,
    shared: sharedMessages,
    overview: overviewMessages,
    objective: objectiveMessages,
    alerts: alertMessages,
    sources: sourceMessages,
    problems: problemMessages,
    check: checkMessages,
    corrections: correctionMessages,
    policies: policyMessages,
    predictions: predictionMessages,
    entity: entityMessages,
  },
});
