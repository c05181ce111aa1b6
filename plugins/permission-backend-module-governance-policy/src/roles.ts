import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** The roles this policy knows; everybody signed in is at least a member. */
export interface Roles {
  /** Groups that read everything and write nothing. */
  auditors: string[];
  /** Groups that run the portal: they may edit any change and manage the calendar. */
  platform: string[];
  /** Further groups that may declare freezes and maintenance windows. */
  calendarManagers: string[];
}

/**
 * Reads `permission.governance.roles`.
 *
 * @throws InputError when a value is not a full entity reference of a group
 */
export function readRoles(config: Config): Roles {
  const read = (role: keyof Roles) => {
    const path = `permission.governance.roles.${role}`;
    const refs = config.getOptionalStringArray(path) ?? [];
    return refs.map(ref => {
      const normal = ref.toLocaleLowerCase('en-US');
      if (!/^group:[^:/\s]+\/[^:/\s]+$/.test(normal)) {
        throw new InputError(
          `${path} must list groups such as group:default/internal-audit, not '${ref}'`,
        );
      }
      return normal;
    });
  };
  return {
    auditors: read('auditors'),
    platform: read('platform'),
    calendarManagers: read('calendarManagers'),
  };
}
