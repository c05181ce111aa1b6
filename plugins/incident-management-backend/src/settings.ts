import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { entityRefSchema } from '@countersign/plugin-governance-common';
import {
  AreaPages,
  readSharedSettings,
  SettingsReader,
} from '@countersign/plugin-governance-node';
import { IncidentLimits } from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { IntakeSettings, readIntakeSettings } from './intake/settings';
import { OnCallSettings, readOnCallSettings } from './oncall/settings';

const HOUR = 3_600_000;

/** The configuration, checked. */
export interface Settings {
  ledgerOrigin: string;
  /** Where incidents have their pages. */
  pages: AreaPages;
  limits: IncidentLimits;
  /** Whose members may have private incidents. */
  privateGroups: string[];
  /** The environment that figures of deployments are about: the most important one. */
  production: string;
  /** Whether an empty portal gets demo records. */
  demo: boolean;
  intake: IntakeSettings;
  onCall: OnCallSettings;
}

/**
 * Reads `incidentManagement` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, 'incidentManagement');
  reader.leave(['pagesPath']);
  const hours = z.number().positive().max(8760);
  const closeAfter = reader.read('closeAfterHours', hours, 72);
  const reopenWithin = reader.read('reopenWithinHours', hours, 24);
  if (reopenWithin > closeAfter) {
    throw new InputError(
      `incidentManagement.reopenWithinHours must not be more than closeAfterHours (${closeAfter}): what is closed is not reopened`,
    );
  }
  const shared = readSharedSettings(config);
  const settings = {
    ledgerOrigin: reader.ledgerOrigin('incident-management'),
    pages: AreaPages.read(config, {
      extension: 'page:incident-management',
      setting: 'incidentManagement.pagesPath',
      path: '/incidents',
      folders: { PRB: 'problems' },
    }),
    limits: {
      closeAfter: Math.round(closeAfter * HOUR),
      reopenWithin: Math.round(reopenWithin * HOUR),
    },
    production: shared.environments[0],
    demo: shared.demo,
    intake: readIntakeSettings(reader),
    onCall: readOnCallSettings(config, reader),
    privateGroups: reader.read(
      'privateGroups',
      z
        .array(
          entityRefSchema.refine(
            ref => ref.startsWith('group:'),
            'must be a group, such as group:default/security',
          ),
        )
        .max(50),
      [],
    ),
  };
  reader.demandKnownKeys();
  demandRotations(settings);
  return settings;
}

/** @throws InputError naming a rotation that there is none of */
function demandRotations({ intake, onCall }: Settings): void {
  const known = onCall.rotations.map(({ name }) => `rotation:${name}`);
  const unknown = intake.tellsUnmapped.filter(
    told => told.startsWith('rotation:') && !known.includes(told),
  );
  if (unknown.length > 0) {
    throw new InputError(
      `Invalid configuration. incidentManagement.intake.unmapped.tell: there is no ${unknown.join(
        ', ',
      )}; there are ${known.join(', ') || 'none'}`,
    );
  }
}
