import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { areaMessages } from './translations/area';
import { calendarMessages } from './translations/calendar';
import { cardsMessages } from './translations/cards';
import { changeMessages } from './translations/change';
import { formMessages } from './translations/form';
import { listMessages } from './translations/list';
import { metricsMessages } from './translations/metrics';
import { policiesMessages } from './translations/policies';
import { sharedMessages } from './translations/shared';

/** The English texts of the plugin, one file a feature; an app may override or translate them. */
export const changeManagementTranslationRef = createTranslationRef({
  id: 'change-management',
  messages: {
    area: areaMessages,
    shared: sharedMessages,
    list: listMessages,
    change: changeMessages,
    form: formMessages,
    policies: policiesMessages,
    calendar: calendarMessages,
    metrics: metricsMessages,
    cards: cardsMessages,
  },
});
