import {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import { Caller, isInPerson } from './Caller';
import { lacking, RecordKind, Rights } from './Rights';

/** Asks who may do what. `R` is what somebody may do with the area's records: {@link Rights} of their kind. */
export interface Authorizer<R> {
  rights(caller: Caller): Promise<R>;
  /**
   * @param message - What the caller may not.
   * @throws NotAllowedError
   */
  demand(
    caller: Caller,
    permission: BasicPermission,
    message?: string,
  ): Promise<void>;
}

/** For what runs inside the plugin on nobody's request. */
export function trustingAuthorizerOf<Right extends string, S, R, F>(
  kind: RecordKind<Right, S, R, F>,
): Authorizer<Rights<Right, S, R, F>> {
  return {
    rights: async () => new Rights(kind, { allows: () => true }),
    demand: async () => {},
  };
}

/** Asks the permission framework: one call a request, its conditions applied here. */
export class PermissionAuthorizer<
  Right extends string,
  Stored,
  Resource,
  Filter,
> implements Authorizer<Rights<Right, Stored, Resource, Filter>>
{
  readonly #kind: RecordKind<Right, Stored, Resource, Filter>;
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #trusting: Authorizer<Rights<Right, Stored, Resource, Filter>>;

  constructor(
    kind: RecordKind<Right, Stored, Resource, Filter>,
    options: {
      permissions: PermissionsService;
      registry: PermissionsRegistryService;
    },
  ) {
    this.#kind = kind;
    this.#permissions = options.permissions;
    this.#registry = options.registry;
    this.#trusting = trustingAuthorizerOf(kind);
  }

  async rights(
    caller: Caller,
  ): Promise<Rights<Right, Stored, Resource, Filter>> {
    if (!caller.credentials) return this.#trusting.rights(caller);
    const { permissions, ref } = this.#kind;
    const names = Object.keys(permissions) as (Right | 'read')[];
    const decisions = await this.#permissions.authorizeConditional(
      names.map(name => ({ permission: permissions[name] })),
      { credentials: caller.credentials },
    );
    const byRight = new Map(names.map((name, i) => [name, decisions[i]]));
    const ruleset = this.#registry.getPermissionRuleset(ref);
    const holds = createConditionAuthorizer(ruleset);
    const read = byRight.get('read') as PolicyDecision;
    return new Rights(this.#kind, {
      allows: (right, resource) =>
        holds(byRight.get(right) as PolicyDecision, resource),
      readable:
        read.result === AuthorizeResult.CONDITIONAL
          ? createConditionTransformer(ruleset)(read.conditions)
          : undefined,
      readsNothing: read.result === AuthorizeResult.DENY,
      inPerson: isInPerson(caller),
    });
  }

  async demand(
    caller: Caller,
    permission: BasicPermission,
    message: string = 'You may not do this',
  ): Promise<void> {
    if (!caller.credentials) return;
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw lacking(permission, message);
    }
  }
}
