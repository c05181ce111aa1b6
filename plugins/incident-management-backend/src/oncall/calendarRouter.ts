import { createHash, timingSafeEqual } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { explainErrors } from '@countersign/plugin-governance-node';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { hideToken, shownBy } from '../intake/urlTokens';
import { OnCallDesk } from '../services/OnCallDesk';

/** Where calendars of others read rotations: they cannot sign in, and show a token of the configuration. */
export const CALENDARS_PATH = '/calendars';

/** Serves rotations to whoever shows one of the tokens. */
export function createCalendarRouter(options: {
  tokens: readonly string[];
  desk: Pick<OnCallDesk, 'calendarOf'>;
  logger: LoggerService;
}): ExpressRouter {
  const router = Router();
  router.get(`${CALENDARS_PATH}/:name.ics`, async (req, res) => {
    const { urlToken = '' } = shownBy(req);
    hideToken(req);
    const digest = (text: string) => createHash('sha256').update(text).digest();
    const isKnown = options.tokens
      .map(token => timingSafeEqual(digest(token), digest(urlToken)))
      .some(Boolean);
    if (!isKnown) {
      throw new AuthenticationError(
        'The token is none of incidentManagement.onCall.calendarTokens',
      );
    }
    res
      .type('text/calendar')
      .set('Cache-Control', 'private, max-age=300')
      .send(await options.desk.calendarOf(req.params.name));
  });
  router.use(explainErrors(options.logger));
  return router;
}
