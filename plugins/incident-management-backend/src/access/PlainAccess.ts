import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { Caller, lacking } from '@countersign/plugin-governance-node';

/** Asks who may do what with alerts and on call: all of them or none. */
export class PlainAccess {
  constructor(private readonly permissions: PermissionsService) {}

  /**
   * @param message - What the caller may not.
   * @throws NotAllowedError
   */
  async demand(
    caller: Caller,
    permission: BasicPermission,
    message: string,
  ): Promise<void> {
    if (!caller.credentials) return;
    const [{ result }] = await this.permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    if (result !== AuthorizeResult.ALLOW) throw lacking(permission, message);
  }
}
