import { SettingsReader } from '@countersign/plugin-governance-node';
import { slugSchema, strictly } from '@countersign/plugin-governance-common';
import {
  alertSeverities,
  intakeKinds,
  mappingRuleSchema,
  tellSomeoneSchema,
  IntakeKind,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';

const DAY = 86_400_000;

/** Shorter ones are guessed. */
const secret = z
  .string()
  .min(
    16,
    'must have 16 characters at least: make it by `openssl rand -hex 24`',
  )
  .max(500);

const credentialSchema = z.union(
  [
    strictly({
      basic: strictly({
        username: z.string().min(1).max(200),
        password: secret,
      }),
    }),
    strictly({ bearer: secret }),
    strictly({ urlToken: secret }),
    strictly({ hmac: secret }),
    strictly({ routingKey: secret }),
    strictly({
      pubsub: strictly({
        /** As the subscription has it. */
        audience: z.string().min(1).max(500),
        /** The service account that the subscription pushes as. */
        email: z.email(),
        issuer: z.string().max(500).default('https://accounts.google.com'),
        keys: z
          .url({ protocol: /^https?$/ })
          .default('https://www.googleapis.com/oauth2/v3/certs'),
      }),
    }),
  ],
  {
    error:
      'must be one of basic: { username, password }, bearer, urlToken, hmac, routingKey (each a text), pubsub: { audience, email }',
  },
);
export type Credential = z.output<typeof credentialSchema>;

/** What only one kind of sender does. */
const onlyFor: Record<string, IntakeKind> = {
  hmac: 'grafana',
  routingKey: 'pagerduty',
  pubsub: 'google-cloud-monitoring',
};

const integrationSchema = strictly({
  name: slugSchema,
  kind: z.enum(intakeKinds),
  /** Any of them lets a sender in: two while one is replaced. */
  credentials: z.array(credentialSchema).min(1).max(5),
}).superRefine(({ kind, credentials }, context) =>
  credentials.forEach((credential, i) => {
    const [name] = Object.keys(credential);
    if (Object.hasOwn(onlyFor, name) && onlyFor[name] !== kind) {
      context.addIssue({
        code: 'custom',
        path: ['credentials', i, name],
        message: `is for senders of kind ${onlyFor[name]}`,
      });
    }
  }),
);
export type Integration = z.output<typeof integrationSchema>;

const integrationsSchema = z
  .array(integrationSchema)
  .max(200)
  .refine(
    all => new Set(all.map(({ name }) => name)).size === all.length,
    'names must be unique',
  )
  .refine(
    all => all.every(({ name }) => name !== 'service-levels'),
    'service-levels is the name of the alerts of this portal itself: choose another one',
  );

const minutes = z
  .number()
  .min(0)
  .max(7 * 24 * 60);

/** How alerts are taken in. */
export interface IntakeSettings {
  integrations: Integration[];
  mapping: z.output<typeof mappingRuleSchema>[];
  resolveDelayMs: number;
  opensFrom: (typeof alertSeverities)[number];
  /** Whether maintenance windows of the change calendar keep alerts quiet. */
  keepsMaintenance: boolean;
  /** Who is told of alerts that lead to no entity. */
  tellsUnmapped: string[];
  /** Alerts that are over are kept so long. */
  keptMs: number;
}

const intakeSchema = strictly({
  integrations: integrationsSchema.default([]),
  mapping: z.array(mappingRuleSchema).max(500).default([]),
  resolveDelayMinutes: minutes.default(3),
  opensFrom: z.enum(alertSeverities).default('warning'),
  maintenance: z.enum(['change-calendar', 'off']).default('change-calendar'),
  unmapped: strictly({
    tell: z.array(tellSomeoneSchema).min(1).max(20),
  }).optional(),
  /** The first whole year and a month: what an audit of a year asks for is there. */
  keepDays: z.number().min(1).max(3660).default(400),
});

/**
 * Reads `incidentManagement.intake`.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readIntakeSettings(reader: SettingsReader): IntakeSettings {
  const { resolveDelayMinutes, maintenance, unmapped, keepDays, ...rest } =
    reader.read('intake', intakeSchema, {});
  return {
    ...rest,
    resolveDelayMs: Math.round(resolveDelayMinutes * 60_000),
    keepsMaintenance: maintenance === 'change-calendar',
    tellsUnmapped: unmapped?.tell ?? [],
    keptMs: Math.round(keepDays * DAY),
  };
}
