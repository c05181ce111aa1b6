import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { roleNames } from './roles';
import { governanceTable, PermissionTable } from './table';

const PATH = 'permission.governance.further';

const furtherSchema = z.array(
  z.strictObject({
    permission: z.string().min(1),
    to: z.union([
      z.enum(['everyone', 'members']),
      z.array(z.enum(roleNames)).min(1),
    ]),
  }),
);

/**
 * Reads `permission.governance.further`: who has the permissions of plugins that the table does not know. It adds
 * rows and alters none.
 *
 * @throws InputError that says where and why
 */
export function readFurtherPermissions(config: Config): PermissionTable {
  const parsed = furtherSchema.safeParse(config.getOptional(PATH) ?? []);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new InputError(`${[PATH, ...path].join('.')}: ${message}`);
  }
  const further: Record<string, PermissionTable[string]> = {};
  for (const { permission, to } of parsed.data) {
    if (Object.hasOwn(governanceTable, permission)) {
      throw new InputError(
        `${PATH} cannot alter ${permission}, which the policy's table names; call the policy from one of your own to do so`,
      );
    }
    further[permission] = typeof to === 'string' ? to : { roles: to };
  }
  return further;
}
