import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { detectionMessages } from './translations/detection';
import { drillMessages } from './translations/drill';
import { experimentMessages } from './translations/experiments';
import { gameDayMessages } from './translations/gameDay';
import { journalMessages } from './translations/journals';
import { leverMessages } from './translations/lever';
import { meetingMessages } from './translations/meeting';
import { planMessages } from './translations/plan';
import { scheduleMessages } from './translations/schedule';
import { sharedMessages } from './translations/shared';

/** The English texts of the plugin, one file a feature; an app may override or translate them. */
export const chaosDrillsTranslationRef = createTranslationRef({
  id: 'chaos-drills',
  messages: {
    ...sharedMessages,
    plan: planMessages,
    experiment: experimentMessages,
    schedule: scheduleMessages,
    drill: drillMessages,
    gameDay: gameDayMessages,
    journal: journalMessages,
    lever: leverMessages,
    detection: detectionMessages,
    meeting: meetingMessages,
  },
});
