import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** The roles this policy knows; everybody signed in is at least a member. Each is a list of groups of the catalog. */
export const roleNames = [
  /** Read everything and write nothing, whatever other role they hold. */
  'auditors',
  /** Run the portal: they may edit any change, and what concerns the catalog itself. */
  'platform',
  /** Are called at night: they may take the emergency way, and ask the gate. */
  'onCall',
  /** Answer for the process: freezes and maintenance windows, the emergency way, and the gate. */
  'changeManagers',
  /** The former name for those who may declare freezes, and no more than that. */
  'calendarManagers',
] as const;
export type Role = (typeof roleNames)[number];

/** Who holds each role: entity refs of groups. */
export type Roles = Readonly<Record<Role, readonly string[]>>;

const PATH = 'permission.governance.roles';

/** Said at start where the former name is still used. */
export const calendarManagersMoved = `${PATH}.calendarManagers is now ${PATH}.changeManagers. Until the groups are moved there they may declare freezes and maintenance windows, as before, but have nothing else that change managers have: emergencies and the gate.`;

/**
 * Reads `permission.governance.roles`. Whoever is not there is nobody's member.
 *
 * @throws InputError when a role is unknown, or a value is not a full entity reference of a group
 */
export function readRoles(config: Config): Roles {
  const roles = config.getOptionalConfig(PATH);
  for (const key of roles?.keys() ?? []) {
    if (!roleNames.some(role => role === key)) {
      throw new InputError(
        `${PATH}.${key} is no role; the roles are ${roleNames
          .filter(role => role !== 'calendarManagers')
          .join(', ')}`,
      );
    }
  }
  const read = (role: Role) =>
    (roles?.getOptionalStringArray(role) ?? []).map(ref => {
      const normal = ref.toLocaleLowerCase('en-US');
      if (!/^group:[^:/\s]+\/[^:/\s]+$/.test(normal)) {
        throw new InputError(
          `${PATH}.${role} must list groups such as group:default/internal-audit, not '${ref}'`,
        );
      }
      return normal;
    });
  return {
    auditors: read('auditors'),
    platform: read('platform'),
    onCall: read('onCall'),
    changeManagers: read('changeManagers'),
    calendarManagers: read('calendarManagers'),
  };
}
