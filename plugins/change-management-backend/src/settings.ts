import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  approvalPoliciesSchema,
  ApprovalPolicy,
  policySetDigest,
  StandardChangeTemplate,
  standardChangeTemplateSchema,
} from '@countersign/plugin-change-management-common';
import { readChangePages } from '@countersign/plugin-change-management-node';
import { entityRefSchema } from '@countersign/plugin-governance-common';
import {
  AreaPages,
  readSharedSettings,
  SettingsReader,
  sharedKeys,
} from '@countersign/plugin-governance-node';
import { digestOf, Sha256Digest } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { configuredWords, inPolicies, inTemplates } from './predicateWords';
import { starterPolicies } from './starterPolicies';

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
  /** Where changes have their pages. */
  pages: AreaPages;
  demo: boolean;
}

const ROOT = 'changeManagement';

const boardSchema = entityRefSchema.refine(
  ref => ref.startsWith('group:'),
  'must be a group such as group:default/change-advisory-board',
);

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
  reader.leave([...sharedKeys, 'pagesPath']);
  const itemKinds = reader.read('itemKinds', itemKindsSchema, []);
  const words = configuredWords({ environments, itemKinds });
  const policies = reader.read(
    'approvalPolicies',
    approvalPoliciesSchema.superRefine(inPolicies(words)),
    starterPolicies(
      reader.read('advisoryBoard', boardSchema.optional(), undefined),
      environments[0],
    ),
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
    ledgerOrigin: reader.ledgerOrigin('change-management'),
    pages: readChangePages(config),
    demo,
  };
  reader.demandKnownKeys();
  return settings;
}
