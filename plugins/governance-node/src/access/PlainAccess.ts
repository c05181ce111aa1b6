import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { Caller } from './Caller';
import { lacking } from './Rights';

/** Asks who may do what with records that are not told apart: all of them or none. What runs on nobody's request may. */
export class PlainAccess {
  constructor(
    private readonly permissions: Pick<PermissionsService, 'authorize'>,
  ) {}

  /**
   * @param message - What the caller may not.
   * @throws NotAllowedError
   */
  async demand(
    caller: Caller,
    permission: BasicPermission,
    message: string,
  ): Promise<void> {
    if (!(await this.may(caller, permission))) {
      throw lacking(permission, message);
    }
  }

  /** Whether the permission framework lets somebody do this. */
  async may(caller: Caller, permission: BasicPermission): Promise<boolean> {
    const [may] = await this.mayAll(caller, [permission]);
    return may;
  }

  /** Which of these it lets somebody do, in their order. */
  async mayAll(
    caller: Caller,
    permissions: readonly BasicPermission[],
  ): Promise<boolean[]> {
    if (!caller.credentials) return permissions.map(() => true);
    const decisions = await this.permissions.authorize(
      permissions.map(permission => ({ permission })),
      { credentials: caller.credentials },
    );
    return decisions.map(({ result }) => result === AuthorizeResult.ALLOW);
  }

  /** Which verbs of a record it lets somebody do. */
  async permitted<V extends string>(
    caller: Caller,
    verbs: readonly V[],
    permissionOf: (verb: V) => BasicPermission,
  ): Promise<(verb: V) => boolean> {
    const may = await this.mayAll(caller, verbs.map(permissionOf));
    return verb => may[verbs.indexOf(verb)];
  }
}
