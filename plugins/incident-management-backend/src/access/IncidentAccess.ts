import { Caller } from '@countersign/plugin-governance-node';
import { IncidentFacts } from '@countersign/plugin-incident-management-common';
import { missing } from '../services/IncidentKeeper';
import { People } from '../services/People';
import { Authorizer, IncidentRight, IncidentRights } from './access';

/** What one caller may do: what permissions say, and of private incidents what their group says. */
export class Reader {
  constructor(
    readonly rights: IncidentRights,
    /** The groups that the caller belongs to; undefined for the plugin itself, which sees all. */
    readonly groups: readonly string[] | undefined,
  ) {}

  /** Whatever a policy says, a private incident is for its group alone. */
  sees({ privateTo }: Pick<IncidentFacts, 'privateTo'>): boolean {
    return (
      privateTo === undefined ||
      this.groups === undefined ||
      this.groups.includes(privateTo)
    );
  }

  may(right: IncidentRight | 'read', facts: IncidentFacts): boolean {
    return this.sees(facts) && this.rights.may(right, facts);
  }

  /** @throws NotFoundError as if it did not exist, where it may not be read; NotAllowedError where only the right is missing */
  demand(right: IncidentRight | 'read', facts: IncidentFacts): void {
    if (!this.sees(facts)) throw missing(facts.number);
    this.rights.demand(right, facts);
  }
}

/** Asks who may do what, and who sees what is private. */
export class IncidentAccess {
  readonly authorizer: Authorizer;
  readonly #people: People;

  constructor(options: { authorizer: Authorizer; people: People }) {
    this.authorizer = options.authorizer;
    this.#people = options.people;
  }

  async reader(caller: Caller): Promise<Reader> {
    const [rights, groups] = await Promise.all([
      this.authorizer.rights(caller),
      caller.kind === 'system' ? undefined : this.#people.groupsOf(caller),
    ]);
    return new Reader(rights, groups);
  }
}
