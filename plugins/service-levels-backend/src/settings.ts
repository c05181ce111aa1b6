import { RootConfigService } from '@backstage/backend-plugin-api';
import { AreaPages, SettingsReader } from '@countersign/plugin-governance-node';
import {
  CorrectionLimits,
  usualLimits,
} from '@countersign/plugin-service-levels-common';
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
}

/**
 * Reads `serviceLevels` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, 'serviceLevels');
  // Each module reads its own.
  reader.leave(['sources', 'pagesPath']);
  const settings = {
    evaluates: reader.read('evaluate', z.boolean(), true),
    ledgerOrigin: reader.ledgerOrigin('service-levels'),
    pages: AreaPages.read(config, {
      extension: 'page:service-levels',
      setting: 'serviceLevels.pagesPath',
      path: '/slos',
    }),
    limits: limitsOf(reader),
  };
  reader.demandKnownKeys();
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
