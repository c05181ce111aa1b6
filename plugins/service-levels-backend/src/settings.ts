import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  AreaPages,
  readSharedSettings,
  readWebhookTargets,
  SettingsReader,
  WebhookTarget,
} from '@countersign/plugin-governance-node';
import {
  CorrectionLimits,
  ErrorBudgetRules,
  usualLimits,
} from '@countersign/plugin-service-levels-common';
import { readErrorBudgetRules } from '@countersign/plugin-service-levels-node';
import { z } from 'zod';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The configuration, checked. */
export interface Settings {
  /** Whether this replica reads sources and judges, or serves pages only. */
  evaluates: boolean;
  ledgerOrigin: string;
  pages: AreaPages;
  limits: CorrectionLimits;
  errorBudget: ErrorBudgetRules;
  /** Where alerts are posted: each target, and whether it gets all of them. */
  webhooks: (WebhookTarget & { all: boolean })[];
  /** Most important first. */
  environments: string[];
  /** Whether an empty portal gets demo records. */
  demo: boolean;
}

/** Where the pages are. */
export function readPages(config: RootConfigService): AreaPages {
  return AreaPages.read(config, {
    extension: 'page:service-levels',
    setting: 'serviceLevels.pagesPath',
    path: '/slos',
    folders: { COR: 'corrections' },
  });
}

/**
 * Reads `serviceLevels` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, 'serviceLevels');
  // Each module reads its own.
  reader.leave(['sources', 'pagesPath', 'errorBudget', 'alerts']);
  const shared = readSharedSettings(config);
  const settings = {
    evaluates: reader.read('evaluate', z.boolean(), true),
    ledgerOrigin: reader.ledgerOrigin('service-levels'),
    pages: readPages(config),
    limits: limitsOf(reader),
    errorBudget: readErrorBudgetRules(config),
    webhooks: readWebhookTargets(config, 'serviceLevels.alerts.webhooks', {
      all: z.boolean().default(false),
    }).map(({ timeout, ...target }) => ({ ...target, timeoutMs: timeout })),
    environments: shared.environments,
    demo: shared.demo,
  };
  reader.demandKnownKeys();
  const alerts = new SettingsReader(config, 'serviceLevels.alerts');
  alerts.leave(['webhooks']);
  alerts.demandKnownKeys();
  return settings;
}

function limitsOf(reader: SettingsReader): CorrectionLimits {
  const share = z.number().min(0).max(1);
  const { daysBack, hours, ...shares } = reader.read(
    'corrections',
    z.strictObject({
      // What is older is kept five minutes wide no more.
      daysBack: z
        .int()
        .min(0)
        .max(13)
        .default(usualLimits.back / DAY),
      hours: z
        .number()
        .positive()
        .max(168)
        .default(usualLimits.longest / HOUR),
      share: share.default(usualLimits.share),
      shareOutsideHours: share.default(usualLimits.shareOutsideHours),
    }),
    {},
  );
  return {
    ...usualLimits,
    ...shares,
    back: daysBack * DAY,
    longest: hours * HOUR,
  };
}
