import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  alertAcknowledgePermission,
  objectiveReadPermission,
} from '@countersign/plugin-service-levels-common';
import {
  Caller,
  isInPerson,
  lacking,
} from '@countersign/plugin-governance-node';

/** Asks who may do what. Objectives are read all or not at all. */
export class Access {
  constructor(private readonly permissions: PermissionsService) {}

  /** @throws NotAllowedError */
  async demandReading(caller: Caller): Promise<void> {
    await this.#demand(
      caller,
      objectiveReadPermission,
      'Service levels are not for you',
    );
  }

  /** @throws NotAllowedError */
  async demandAcknowledging(caller: Caller): Promise<void> {
    await this.demandReading(caller);
    if (!isInPerson(caller)) {
      throw Object.assign(
        new NotAllowedError(
          'Machines and assistants never acknowledge an alert. Open it in the portal and do it yourself',
        ),
        { guard: 'person' },
      );
    }
    await this.#demand(
      caller,
      alertAcknowledgePermission,
      'You may not acknowledge alerts',
    );
  }

  async #demand(
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
