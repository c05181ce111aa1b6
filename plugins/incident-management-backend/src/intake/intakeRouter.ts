import { randomUUID } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { AuthenticationError, InputError } from '@backstage/errors';
import {
  explainErrors,
  readBody,
  Timings,
  Turns,
  untimed,
} from '@countersign/plugin-governance-node';
import {
  fieldsOf,
  isFields,
  pagerDutyProblems,
  storable,
  textOf,
} from '@countersign/plugin-incident-management-common';
import { Request, Response, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { admitByBody, admitByHeaders } from './credentials';
import { DeliveryWriter } from './DeliveryWriter';
import { SENDER } from './intakeMeters';
import { PushTokens } from './PushTokens';
import { Integration } from './settings';
import { hideToken, shownBy } from './urlTokens';

/** Where senders post. They authenticate by their own means, and by none of the portal's. */
export const INTAKE_PATH = '/intake';

/** Bytes that a payload may have: some ten thousand alerts of one group. */
export const PAYLOAD_LIMIT = 4 * 1024 * 1024;

/** So many deliveries may wait for their commit; more are asked to come again, where the sender honours it. */
const MOST_WAITING = 5_000;

/** Senders that come again when they are told to. Others would drop what they are refused. */
const patient: readonly Integration['kind'][] = [
  'cloudevents',
  'google-cloud-monitoring',
  'pagerduty',
];

interface IntakeRouterOptions {
  integrations: readonly Integration[];
  writer: DeliveryWriter;
  logger: LoggerService;
  /** Of deliveries; nobody takes them where it is absent. */
  timings?: Pick<Timings, 'time'>;
  /** Somebody was let in and sent more than is taken. */
  onTooLarge(
    integration: Integration,
    bytes: number | undefined,
  ): Promise<void>;
}

/**
 * Takes what senders post. It is read later: here it is known whose it is, and made durable, before it is answered. What
 * was answered otherwise is not recorded.
 */
export function createIntakeRouter(
  options: IntakeRouterOptions,
): ExpressRouter {
  const { integrations, writer, logger, timings = untimed } = options;
  const byName = new Map(integrations.map(each => [each.name, each]));
  const tokens = new PushTokens();
  const turns = new Turns({ atOnce: 16, mayWait: 200 });
  const router = Router();

  router.post(`${INTAKE_PATH}/:integration`, async (req, res) => {
    const integration = byName.get(req.params.integration);
    await timings.time(
      () => receive(req, res, integration),
      answered => answered,
      { [SENDER]: integration?.kind ?? 'unknown' },
    );
  });

  async function receive(
    req: Request,
    res: Response,
    integration: Integration | undefined,
  ): Promise<'accepted' | 'caller_error' | 'throttled'> {
    const shown = shownBy(req);
    hideToken(req);
    const admission = integration
      ? await admitByHeaders(integration, shown, tokens)
      : 'no';
    if (!integration || admission === 'no') throw refuse(res, req);
    if (writer.waiting > MOST_WAITING && patient.includes(integration.kind)) {
      res.status(429).set('Retry-After', '5').json({
        status: 'throttle exceeded',
        message: 'Too much at once. Send it again in 5 s.',
      });
      return 'throttled';
    }
    const body = await bodyOf(req, res, turns, bytes =>
      admission === 'yes'
        ? options.onTooLarge(integration, bytes)
        : Promise.resolve(),
    );
    const parsed = parsedOf(body);
    if (
      admission === 'later' &&
      !admitByBody(integration, req, body, fieldsOf(parsed).routing_key)
    ) {
      throw refuse(res, req);
    }
    return take(integration, req, res, body, parsed);
  }

  async function take(
    integration: Integration,
    req: Request,
    res: Response,
    body: Buffer,
    parsed: unknown,
  ): Promise<'accepted' | 'caller_error'> {
    const { name, kind } = integration;
    const event =
      kind === 'pagerduty' ? pagerDutyEvent(parsed) : withHeaders(req, parsed);
    if (kind === 'pagerduty') {
      const errors = pagerDutyProblems(event);
      if (errors.length > 0) {
        res.status(400).json({
          status: 'invalid event',
          message: 'Event object is invalid',
          errors,
        });
        return 'caller_error';
      }
    }
    await writer.write({
      integration: name,
      kind,
      body:
        event === undefined
          ? storable(body.toString('utf8'))
          : JSON.stringify(event),
      receivedAt: new Date(),
    });
    res.status(202).json(
      kind === 'pagerduty'
        ? {
            status: 'success',
            message: 'Event processed',
            dedup_key: textOf(fieldsOf(event).dedup_key),
          }
        : { status: 'accepted' },
    );
    return 'accepted';
  }

  router.use(explainErrors(logger));
  return router;
}

/** The same for a sender that is not known and one that shows something wrong: who asks learns no names. */
function refuse(res: Response, { params }: Request): AuthenticationError {
  res.set('WWW-Authenticate', 'Basic realm="alerts", Bearer');
  return new AuthenticationError(
    `There is no integration ${params.integration}, or what was shown is none of its credentials: see incidentManagement.intake.integrations`,
  );
}

async function bodyOf(
  req: Request,
  res: Response,
  turns: Turns,
  onTooLarge: (bytes: number | undefined) => Promise<void>,
): Promise<Buffer> {
  const answered = new AbortController();
  res.once('close', () => answered.abort());
  try {
    return await readBody(
      req,
      turns,
      { small: 256 * 1024, large: PAYLOAD_LIMIT, idleMs: 10_000 },
      answered.signal,
    );
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 413) {
      await onTooLarge(Number(req.header('content-length')) || undefined);
    }
    throw error;
  }
}

/** Undefined where it is no JSON: it is kept as it is, and shown as what could not be read. */
function parsedOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Without the key that let it in, and with a name for the alert where the sender leaves that to whoever takes it. */
function pagerDutyEvent(parsed: unknown): object {
  if (!isFields(parsed)) throw new InputError('The body is no JSON object');
  const { routing_key: _, ...event } = parsed;
  return textOf(event.dedup_key) === undefined &&
    textOf(event.event_action)?.toLowerCase() === 'trigger'
    ? { ...event, dedup_key: randomUUID() }
    : event;
}

/** A CloudEvent in binary mode has its attributes in headers, and its data as the body. */
function withHeaders(req: Request, parsed: unknown): unknown {
  if (req.header('ce-specversion') === undefined) return parsed;
  const attributes = Object.entries(req.headers).flatMap(([name, value]) =>
    name.startsWith('ce-') && typeof value === 'string'
      ? [[name.slice('ce-'.length), decodeURIComponentOr(value)]]
      : [],
  );
  return { ...Object.fromEntries(attributes), data: parsed };
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
