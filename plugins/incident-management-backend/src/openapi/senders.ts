import { DescribedOperation } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { INTAKE_PATH } from '../intake/intakeRouter';
import { CALENDARS_PATH } from '../oncall/calendarRouter';

/** How those show who they are who cannot sign in: by what configuration gave them, and by no token of the portal. */
export const senderSchemes = {
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'Name and password of an integration.',
  },
  integrationBearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The bearer token of an integration, or the OpenID Connect token of a push subscription of Pub/Sub.',
  },
  urlToken: {
    type: 'apiKey',
    in: 'query',
    name: 'token',
    description:
      'The token of an integration or of calendars. Google Cloud shows it as auth_token.',
  },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Grafana-Alerting-Signature',
    description: 'The HMAC-SHA256 of the body, by which Grafana signs.',
  },
};

/** Routes for senders of alerts and for calendars. What they may is what their credential is for, so no permission is asked. */
export const senderOperations: DescribedOperation[] = [
  {
    method: 'post',
    path: `${INTAKE_PATH}/{integration}`,
    id: 'takeAlerts',
    summary:
      'Take alerts in, in the form of the integration: what is answered with 202 is on disk, and read later',
    // PagerDuty's senders show a routing_key in the body.
    shownBy: [...Object.keys(senderSchemes).map(name => [name]), []],
    params: z.object({
      integration: z
        .string()
        .describe('As incidentManagement.intake.integrations names it.'),
    }),
    body: z
      .json()
      .describe(
        'What the sender sends: Alertmanager, CloudEvents, Google Cloud Monitoring, Grafana or PagerDuty, whose routing_key shows who sends. 4 MB at most.',
      ),
    answer: z.looseObject({ status: z.string() }),
    answerName: 'that it is taken',
    status: 202,
    ignoresKey: true,
  },
  {
    method: 'get',
    path: `${CALENDARS_PATH}/{name}.ics`,
    id: 'readCalendar',
    summary: 'A rotation for calendars of others, as iCalendar',
    shownBy: [['urlToken']],
    params: z.object({ name: z.string() }),
    answer: z.string(),
    answerName: 'a calendar (RFC 5545)',
    media: 'text/calendar',
  },
];
