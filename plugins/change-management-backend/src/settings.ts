import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  approvalPoliciesSchema,
  ApprovalPolicy,
  policySetDigest,
  StandardChangeTemplate,
  standardChangeTemplateSchema,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';
import {
  readSharedSettings,
  SettingsReader,
  sharedKeys,
} from '@countersign/plugin-governance-node';
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

const itemKindsSchema = z.array(
  z.string().regex(/^[a-z][a-z0-9]{0,62}$/i, 'must be a kind such as Cluster'),
);

/**
 * Reads `changeManagement` from the configuration, and what every area shares.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, ROOT);
  const { environments, timeZone, demo } = readSharedSettings(config, ROOT);
  reader.leave(sharedKeys);
  const itemKinds = reader.read('itemKinds', itemKindsSchema, []);
  const words = configuredWords({ environments, itemKinds });
  const policies = reader.read(
    'approvalPolicies',
    approvalPoliciesSchema.superRefine(inPolicies(words)),
    defaultPolicies,
  );
  const settings = {
    policies: { policies, digest: policySetDigest(policies) },
    templates: reader
      .read(
        'standardChangeTemplates',
        templatesSchema.superRefine(inTemplates(words)),
        [],
      )
      .map(template => ({ ...template, digest: digestOf(template) })),
    environments,
    itemKinds,
    emergencyGraceMs: reader.duration(
      'emergencyApprovalWithin',
      { hours: 24 },
      '{ hours: 24 }',
    ),
    conflictDepth: reader.read('conflictDepth', z.int().min(0).max(10), 2),
    timeZone,
    ledgerOrigin: reader.read(
      'ledgerOrigin',
      z.string().regex(/^[^\s+]+$/, 'must not contain blanks or +'),
      'countersign/change-management',
    ),
    demo,
  };
  reader.demandKnownKeys();
  return settings;
}
