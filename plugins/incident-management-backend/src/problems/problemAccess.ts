import { Caller, PlainAccess } from '@countersign/plugin-governance-node';
import {
  problemDecidePermission,
  problemOpenPermission,
  problemReadPermission,
  ProblemVerb,
  problemWorkPermission,
} from '@countersign/plugin-incident-management-common';

/** Verbs that decide what becomes of a problem; the others work on it. */
const deciding: readonly ProblemVerb[] = [
  'resolve',
  'accept-risk',
  'close',
  'cancel',
  'duplicate',
];

/** The permission that a verb takes. */
export function permissionFor(verb: ProblemVerb) {
  return deciding.includes(verb)
    ? problemDecidePermission
    : problemWorkPermission;
}

/** Asks who may do what with problems: all of them or none. */
export class ProblemAccess {
  constructor(private readonly access: PlainAccess) {}

  /** @throws NotAllowedError */
  async demandReading(caller: Caller): Promise<void> {
    await this.access.demand(
      caller,
      problemReadPermission,
      'You may not read problems',
    );
  }

  /** @throws NotAllowedError */
  async demandOpening(caller: Caller): Promise<void> {
    await this.demandReading(caller);
    await this.access.demand(
      caller,
      problemOpenPermission,
      'You may not open problems',
    );
  }

  /** @throws NotAllowedError */
  async demand(caller: Caller, verb: ProblemVerb): Promise<void> {
    await this.demandReading(caller);
    await this.#demand(caller, permissionFor(verb));
  }

  /** Which verbs the permissions let somebody do. */
  async permitted(caller: Caller): Promise<(verb: ProblemVerb) => boolean> {
    const may = (permission: typeof problemWorkPermission) =>
      this.#demand(caller, permission).then(
        () => true,
        () => false,
      );
    const [works, decides] = await Promise.all([
      may(problemWorkPermission),
      may(problemDecidePermission),
    ]);
    return verb =>
      permissionFor(verb) === problemDecidePermission ? decides : works;
  }

  #demand(caller: Caller, permission: typeof problemWorkPermission) {
    return this.access.demand(
      caller,
      permission,
      'You may not work on problems',
    );
  }
}
