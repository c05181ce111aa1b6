import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  parseSetting,
  readWebhookTargets,
  SettingsReader,
  WebhookTarget,
} from '@countersign/plugin-governance-node';
import { strictly } from '@countersign/plugin-governance-common';
import {
  EscalationPolicy,
  escalationPolicySchema,
  Rotation,
  rotationSchema,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';

/** Where a page is posted, and in which form. */
export type PageTarget = WebhookTarget & { format: 'json' | 'slack' };

/** Who is on call, and who is told of incidents. */
export interface OnCallSettings {
  rotations: Rotation[];
  policies: EscalationPolicy[];
  targets: PageTarget[];
  /** Let calendars of others read rotations: each is valid, so that one can be replaced. */
  calendarTokens: string[];
}

/** Where nothing is said, the owner of what is hit is told. */
const fallback = {
  name: 'owner',
  title: 'The owner of what is hit',
  steps: [{ after: 0, tell: ['owner'] }],
};

const path = 'incidentManagement.onCall';

const uniquely = <T extends z.ZodType<{ name: string }>>(
  schema: T,
  most: number,
) =>
  z
    .array(schema)
    .max(most)
    .refine(
      all => new Set(all.map(({ name }) => name)).size === all.length,
      'names must be unique',
    );

const onCallSchema = strictly({
  rotations: uniquely(rotationSchema, 500).default([]),
  policies: uniquely(escalationPolicySchema, 500).default([
    escalationPolicySchema.parse(fallback),
  ]),
  /** Read apart: they are secrets. */
  targets: z.unknown().optional(),
  calendarTokens: z
    .array(z.string().min(16, 'must have 16 characters at least').max(500))
    .max(10)
    .default([]),
});

/**
 * Reads `incidentManagement.onCall`.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readOnCallSettings(
  config: RootConfigService,
  reader: SettingsReader,
): OnCallSettings {
  reader.leave(['onCall']);
  const { targets: _, ...settings } = parseSetting(
    path,
    onCallSchema,
    config.getOptional(path) ?? {},
  );
  const targets = readTargets(config);
  const problems = settings.policies.flatMap(({ steps }, i) =>
    steps.flatMap((step, at) => [
      ...unknown(
        `policies[${i}].steps[${at}].targets`,
        step.targets,
        targets.map(({ name }) => name),
      ),
      ...unknown(
        `policies[${i}].steps[${at}].tell`,
        step.tell.filter(told => told.startsWith('rotation:')),
        settings.rotations.map(({ name }) => `rotation:${name}`),
      ),
    ]),
  );
  if (problems.length > 0) {
    throw new InputError(`Invalid configuration. ${problems.join('; ')}`);
  }
  return { ...settings, targets };
}

/** Slack's address is its secret; others are signed by one. */
function readTargets(config: RootConfigService): PageTarget[] {
  const read = readWebhookTargets(config, `${path}.targets`, {
    format: z.enum(['json', 'slack']).default('json'),
    secret: z.string().min(24, 'must have 24 characters at least').optional(),
  });
  return read.map(({ timeout, secret, format, ...target }, i) => {
    if (format === 'json' && secret === undefined) {
      throw new InputError(
        `Invalid configuration. ${path}.targets[${i}].secret: is needed: what is posted is signed with it`,
      );
    }
    return {
      ...target,
      format,
      timeoutMs: timeout,
      secret: secret ?? target.url,
    };
  });
}

function unknown(
  at: string,
  named: readonly string[],
  known: readonly string[],
): string[] {
  return named
    .filter(name => !known.includes(name))
    .map(
      name =>
        `${path}.${at}: there is no ${name}; there are ${
          known.join(', ') || 'none'
        }`,
    );
}
