import { createHmac } from 'crypto';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { z } from 'zod';
import { parseSetting } from '../settings/SettingsReader';

/** Somewhere that a message may be posted to: configuration alone names it. */
export interface WebhookTarget {
  /** By which messages, definitions and errors name it. */
  name: string;
  url: string;
  /** The key that a post is signed with. */
  secret: string;
  timeoutMs: number;
  headers: Record<string, string>;
}

/** A message for a target. */
export interface WebhookPost {
  /** The same however often it is sent. */
  id: string;
  target: string;
  body: unknown;
}

const SECRET_PREFIX = 'whsec_';
const LEAST_SECRET_BYTES = 24;
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

const durationSchema = z
  .strictObject({
    seconds: z.number().optional(),
    minutes: z.number().optional(),
  })
  .transform(given => durationToMilliseconds(given as HumanDuration))
  .refine(ms => ms >= 100 && ms <= 30_000, {
    error: 'must be from 0.1 s to 30 s',
  })
  .default(5_000);

/** One target as configuration writes it; an area may add keys of its own. */
export const webhookTargetSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
      'must be a name of lower-case letters, digits and hyphens',
    ),
  url: z.url({
    protocol: /^https?$/,
    error: 'must be an http or https address',
  }),
  secret: z.string().refine(text => keyOf(text).length >= LEAST_SECRET_BYTES, {
    error: `must have ${LEAST_SECRET_BYTES} bytes at least: whsec_ and base64, or a text`,
  }),
  timeout: durationSchema,
  headers: z.record(z.string(), z.string()).default({}),
});

/**
 * Reads targets from the configuration.
 *
 * @param path - Of the list: `serviceLevels.alerts.webhooks`.
 * @throws InputError naming the path of what is wrong, and never a secret
 */
export function readWebhookTargets<S extends z.ZodRawShape>(
  config: RootConfigService,
  path: string,
  own: S,
) {
  const schema = z
    .array(webhookTargetSchema.extend(own))
    .refine(
      all =>
        new Set(all.map(each => (each as { name: string }).name)).size ===
        all.length,
      { error: 'names must be unique' },
    );
  return parseSetting(path, schema, config.getOptional(path) ?? []);
}

/** A target does not take a message. The text names no host and no secret: operators and logs see it. */
export class WebhookError extends Error {
  name = 'WebhookError';
}

/**
 * Posts messages to the targets that configuration names, each signed as Standard Webhooks has it: `webhook-id`, `webhook-timestamp`
 * and `webhook-signature` (HMAC-SHA256 of `id.timestamp.body`). The same message has the same id and body whenever it is sent, so that
 * whoever takes it can tell a repeat.
 *
 * A target that fails is left alone for a moment that doubles: what else is for it waits meanwhile without holding up others.
 */
export class SignedWebhooks {
  readonly #targets: ReadonlyMap<string, WebhookTarget>;
  readonly #resting = new Map<string, { until: number; failures: number }>();
  readonly #now: () => number;

  constructor(
    targets: readonly WebhookTarget[],
    options: { now?: () => number } = {},
  ) {
    this.#targets = new Map(targets.map(target => [target.name, target]));
    this.#now = options.now ?? Date.now;
  }

  /** @throws WebhookError when it was not taken */
  async post({ id, target: name, body }: WebhookPost): Promise<void> {
    const target = this.#targets.get(name);
    if (!target) {
      throw new WebhookError(
        `The configuration names no webhook target ${name} any more`,
      );
    }
    const now = this.#now();
    const resting = this.#resting.get(name);
    if (resting && now < resting.until) {
      throw new WebhookError(
        `The target ${name} failed and is tried again in ${Math.ceil(
          (resting.until - now) / 1000,
        )} s`,
      );
    }
    const { problem, retryAfterMs } = await this.#send(target, id, body);
    if (problem === undefined) {
      this.#resting.delete(name);
      return;
    }
    const failures = (resting?.failures ?? 0) + 1;
    const rest = Math.max(
      Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS),
      retryAfterMs ?? 0,
    );
    this.#resting.set(name, { until: this.#now() + rest, failures });
    throw new WebhookError(`The target ${name} ${problem}`);
  }

  async #send(
    { url, secret, timeoutMs, headers }: WebhookTarget,
    id: string,
    body: unknown,
  ): Promise<{ problem?: string; retryAfterMs?: number }> {
    const text = JSON.stringify(body);
    const timestamp = String(Math.floor(this.#now() / 1000));
    const signal = AbortSignal.timeout(timeoutMs);
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal,
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          'User-Agent': 'Countersign',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': signatureOf(secret, id, timestamp, text),
        },
        body: text,
      });
      await response.body?.cancel();
    } catch {
      return {
        problem: signal.aborted
          ? `did not answer within ${timeoutMs} ms`
          : 'cannot be reached',
      };
    }
    if (response.ok) return {};
    const seconds = Number(response.headers.get('retry-after'));
    return {
      problem: `answered ${response.status}`,
      ...(seconds > 0 && {
        retryAfterMs: Math.min(seconds * 1000, 10 * LONGEST_REST_MS),
      }),
    };
  }
}

/** The signature of a post, as whoever takes it works it out. */
export function signatureOf(
  secret: string,
  id: string,
  timestamp: string,
  body: string,
): string {
  const hmac = createHmac('sha256', keyOf(secret));
  return `v1,${hmac.update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

function keyOf(secret: string): Buffer {
  return secret.startsWith(SECRET_PREFIX)
    ? Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64')
    : Buffer.from(secret);
}
