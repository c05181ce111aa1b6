import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  askersVerbs,
  findingAcceptPermission,
  findingReadPermission,
  FindingVerb,
  findingWorkPermission,
  requestAnswerPermission,
  requestOpenPermission,
  RequestVerb,
} from '@countersign/plugin-compliance-evidence-common';
import { Caller, lacking } from '@countersign/plugin-governance-node';

/** The permission that a verb of a finding takes. */
export function findingPermission(verb: FindingVerb): BasicPermission {
  return verb === 'accept' || verb === 'revoke-acceptance'
    ? findingAcceptPermission
    : findingWorkPermission;
}

/** The permission that a verb of a request takes: those of whoever asked, or those of whoever answers. */
export function requestPermission(verb: RequestVerb): BasicPermission {
  return askersVerbs.includes(verb)
    ? requestOpenPermission
    : requestAnswerPermission;
}

/** Asks who may do what with findings, requests and controls: all of them or none. */
export class AssuranceAccess {
  constructor(
    private readonly permissions: Pick<PermissionsService, 'authorize'>,
  ) {}

  /** @throws NotAllowedError */
  async demandReading(caller: Caller): Promise<void> {
    await this.demand(
      caller,
      findingReadPermission,
      'Findings and controls are not for you',
    );
  }

  /** @throws NotAllowedError */
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
    if (!caller.credentials) return true;
    const [{ result }] = await this.permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    return result === AuthorizeResult.ALLOW;
  }

  /** Which verbs the permissions let somebody do. */
  async permitted<V extends string>(
    caller: Caller,
    verbs: readonly V[],
    permissionOf: (verb: V) => BasicPermission,
  ): Promise<(verb: V) => boolean> {
    const needed = new Map(
      verbs.map(verb => [permissionOf(verb).name, permissionOf(verb)]),
    );
    const granted = new Set<string>();
    await Promise.all(
      [...needed.values()].map(async permission => {
        if (await this.may(caller, permission)) granted.add(permission.name);
      }),
    );
    return verb => granted.has(permissionOf(verb).name);
  }
}
