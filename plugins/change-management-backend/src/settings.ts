import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  approvalPoliciesSchema,
  ApprovalPolicy,
  policySetDigest,
  StandardChangeTemplate,
  standardChangeTemplateSchema,
} from '@countersign/plugin-change-management-common';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { slugSchema, unknownKeys } from '@countersign/plugin-governance-common';
import { digestOf, Sha256Digest } from '@countersign/plugin-ledger-common';
import { configuredWords, inPolicies, inTemplates } from './predicateWords';

/** The configuration, checked. */
export interface Settings {
  policies: { digest: Sha256Digest; policies: ApprovalPolicy[] };
  templates: (StandardChangeTemplate & { digest: Sha256Digest })[];
  environments: string[];
  /** Kinds of configuration items beside Backstage's own. */
  itemKinds: string[];
  emergencyGraceMs: number;
  conflictDepth: number;
  timeZone: string;
  ledgerOrigin: string;
  demo: boolean;
}

const ROOT = 'changeManagement';

/** Without any policy of its own a portal asks the owners: nobody is never asked. */
const defaultPolicies = [
  {
    name: 'default',
    description: 'An owner of each configuration item approves.',
    require: [{ ownersOf: 'items', count: 1 }],
  },
];

const templatesSchema = z
  .array(standardChangeTemplateSchema)
  .refine(ts => new Set(ts.map(t => t.id)).size === ts.length, {
    message: 'template ids must be unique',
  });

const timeZoneSchema = z
  .string()
  .refine(IANAZone.isValidZone, 'must be an IANA zone such as Europe/Berlin');

const environmentsSchema = z
  .array(slugSchema)
  .min(1)
  .refine(es => new Set(es).size === es.length, {
    message: 'environments must be unique',
  });

const itemKindsSchema = z.array(
  z.string().regex(/^[a-z][a-z0-9]{0,62}$/i, 'must be a kind such as Cluster'),
);

/**
 * Reads `changeManagement` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const known: string[] = [];
  const read = <T extends z.ZodType>(
    key: string,
    schema: T,
    fallback: unknown,
  ) => {
    known.push(key);
    return parse(
      `${ROOT}.${key}`,
      schema,
      config.getOptional(`${ROOT}.${key}`) ?? fallback,
    );
  };
  const environments = read('environments', environmentsSchema, [
    'production',
    'staging',
    'development',
  ]);
  const itemKinds = read('itemKinds', itemKindsSchema, []);
  const words = configuredWords({ environments, itemKinds });
  const policies = read(
    'approvalPolicies',
    approvalPoliciesSchema.superRefine(inPolicies(words)),
    defaultPolicies,
  );
  known.push('emergencyApprovalWithin', 'demo');
  const settings = {
    policies: { policies, digest: policySetDigest(policies) },
    templates: read(
      'standardChangeTemplates',
      templatesSchema.superRefine(inTemplates(words)),
      [],
    ).map(template => ({ ...template, digest: digestOf(template) })),
    environments,
    itemKinds,
    emergencyGraceMs: readGrace(config),
    conflictDepth: read('conflictDepth', z.int().min(0).max(10), 2),
    timeZone: read('timeZone', timeZoneSchema, 'UTC'),
    ledgerOrigin: read(
      'ledgerOrigin',
      z.string().regex(/^[^\s+]+$/, 'must not contain blanks or +'),
      'countersign/change-management',
    ),
    demo: config.getOptionalBoolean(`${ROOT}.demo`) ?? false,
  };
  demandKnownKeys(config, known);
  return settings;
}

function readGrace(config: RootConfigService): number {
  const key = `${ROOT}.emergencyApprovalWithin`;
  const grace = durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : { hours: 24 },
  );
  if (!(grace > 0)) {
    throw new InputError(
      `Invalid configuration. ${key}: must be longer than nothing, such as { hours: 24 }`,
    );
  }
  return grace;
}

/** A key that is misspelt would be passed over, and its default apply without a word. */
function demandKnownKeys(
  config: RootConfigService,
  known: readonly string[],
): void {
  const unknown =
    config
      .getOptionalConfig(ROOT)
      ?.keys()
      .filter(key => !known.includes(key)) ?? [];
  if (unknown.length > 0) {
    throw new InputError(
      `Invalid configuration. ${ROOT}: ${unknownKeys(unknown, known)}`,
    );
  }
}

function parse<T extends z.ZodType>(
  path: string,
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(issue => {
    const at = issue.path
      .map(part =>
        typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
      )
      .join('');
    return `${path}${at}: ${issue.message}`;
  });
  throw new InputError(`Invalid configuration. ${issues.join('; ')}`);
}
