import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { areaMessages } from './translations/area';
import { objectiveMessages } from './translations/objective';
import { overviewMessages } from './translations/overview';
import { sharedMessages } from './translations/shared';

/** The English texts of the plugin, one file a feature; an app may override or translate them. */
export const serviceLevelsTranslationRef = createTranslationRef({
  id: 'service-levels',
  messages: {
    area: areaMessages,
    shared: sharedMessages,
    overview: overviewMessages,
    objective: objectiveMessages,
  },
});
