import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  approvalPoliciesSchema,
  ApprovalPolicy,
  digestOf,
  policySetDigest,
  Sha256Digest,
  slugSchema,
  StandardChangeTemplate,
  standardChangeTemplateSchema,
} from '@countersign/plugin-change-management-common';
import { IANAZone } from 'luxon';
import { z } from 'zod';

/** The configuration, checked. */
export interface Settings {
  policies: { digest: Sha256Digest; policies: ApprovalPolicy[] };
  templates: (StandardChangeTemplate & { digest: Sha256Digest })[];
  environments: string[];
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

/**
 * Reads `changeManagement` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const read = <T extends z.ZodType>(
    key: string,
    schema: T,
    fallback: unknown,
  ) =>
    parse(
      `${ROOT}.${key}`,
      schema,
      config.getOptional(`${ROOT}.${key}`) ?? fallback,
    );
  const policies = read(
    'approvalPolicies',
    approvalPoliciesSchema,
    defaultPolicies,
  );
  const grace = `${ROOT}.emergencyApprovalWithin`;
  return {
    policies: { policies, digest: policySetDigest(policies) },
    templates: read('standardChangeTemplates', templatesSchema, []).map(
      template => ({ ...template, digest: digestOf(template) }),
    ),
    environments: read('environments', z.array(slugSchema).min(1), [
      'production',
      'staging',
      'development',
    ]),
    emergencyGraceMs: durationToMilliseconds(
      config.has(grace)
        ? readDurationFromConfig(config, { key: grace })
        : { hours: 24 },
    ),
    conflictDepth: read('conflictDepth', z.int().min(0).max(10), 2),
    timeZone: read('timeZone', timeZoneSchema, 'UTC'),
    ledgerOrigin: read(
      'ledgerOrigin',
      z.string().regex(/^[^\s+]+$/, 'must not contain blanks or +'),
      'countersign/change-management',
    ),
    demo: config.getOptionalBoolean(`${ROOT}.demo`) ?? false,
  };
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
