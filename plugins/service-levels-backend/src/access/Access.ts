import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  alertAcknowledgePermission,
  correctionConfirmPermission,
  correctionEnterPermission,
  CorrectionVerb,
  correctionWithdrawPermission,
  objectiveReadPermission,
  policyReplayPermission,
} from '@countersign/plugin-service-levels-common';
import {
  Caller,
  isInPerson,
  lacking,
} from '@countersign/plugin-governance-node';

const correctionPermissions = {
  enter: correctionEnterPermission,
  confirm: correctionConfirmPermission,
  withdraw: correctionWithdrawPermission,
};

/** Asks who may do what. Objectives are read all or not at all. */
export class Access {
  constructor(private readonly permissions: PermissionsService) {}

  /** @throws NotAllowedError */
  async demandReading(caller: Caller): Promise<void> {
    await this.#demand(
      caller,
      objectiveReadPermission,
      'You may not read service levels',
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

  /** @throws NotAllowedError */
  async demandCorrecting(
    caller: Caller,
    verb: 'enter' | CorrectionVerb,
  ): Promise<void> {
    await this.demandReading(caller);
    await this.#demand(
      caller,
      correctionPermissions[verb],
      `You may not ${verb} corrections`,
    );
  }

  /** What somebody may do with corrections. */
  async corrections(caller: Caller): Promise<Record<CorrectionVerb, boolean>> {
    const may = (verb: CorrectionVerb) =>
      this.#may(caller, correctionPermissions[verb]);
    const [confirm, withdraw] = await Promise.all([
      may('confirm'),
      may('withdraw'),
    ]);
    return { confirm, withdraw };
  }

  /** Whether the permission framework lets the caller acknowledge alerts; that it takes a person is for the judge. */
  async mayAcknowledge(caller: Caller): Promise<boolean> {
    return this.#may(caller, alertAcknowledgePermission);
  }

  /** @throws NotAllowedError */
  async demandReplaying(caller: Caller): Promise<void> {
    await this.demandReading(caller);
    await this.#demand(
      caller,
      policyReplayPermission,
      'You may not replay error budget policies',
    );
  }

  async #demand(
    caller: Caller,
    permission: BasicPermission,
    message: string,
  ): Promise<void> {
    if (!(await this.#may(caller, permission))) {
      throw lacking(permission, message);
    }
  }

  async #may(caller: Caller, permission: BasicPermission): Promise<boolean> {
    if (!caller.credentials) return true;
    const [{ result }] = await this.permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    return result === AuthorizeResult.ALLOW;
  }
}
