import {
  type Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PARENT_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_APPROVAL_DELEGATE,
  ANNOTATION_APPROVAL_DELEGATE_UNTIL,
} from '../annotations';
import { annotationReader } from '../item/annotationSchemas';
import { normalizeEntityRef } from '../refs';
import { SetMap } from './SetMap';
import type { Delegation, EligibleApprover } from './types';

/** Who belongs to which group, who owns what, and who may approve for whom. */
export class Organisation {
  readonly #users = new Set<string>();
  readonly #members = new SetMap();
  readonly #groups = new SetMap();
  readonly #children = new SetMap();
  readonly #parents = new SetMap();
  readonly #owners = new SetMap();
  readonly #delegations = new Map<string, Delegation>();

  static from(entities: Iterable<Entity>): Organisation {
    const organisation = new Organisation();
    for (const entity of entities) {
      organisation.#add(entity);
    }
    return organisation;
  }

  /** Users in the group or in any group below it, sorted. Group cycles are walked once. */
  membersOf(groupRef: string): string[] {
    const members = new Set<string>();
    for (const group of this.#children.closure([
      normalizeEntityRef(groupRef),
    ])) {
      for (const member of this.#members.get(group)) {
        if (this.#users.has(member)) {
          members.add(member);
        }
      }
    }
    return [...members].sort();
  }

  /** The group and every group below it, sorted; also one that the catalog does not have. */
  groupsWithin(groupRef: string): string[] {
    return [...this.#children.closure([normalizeEntityRef(groupRef)])].sort();
  }

  /** Groups the user is in, and every group above those, sorted. */
  groupsOf(userRef: string): string[] {
    const direct = this.#groups.get(normalizeEntityRef(userRef));
    return [...this.#parents.closure(direct)].sort();
  }

  /** Users and groups that own the entity, sorted. */
  ownersOf(entityRef: string): string[] {
    return [...this.#owners.get(normalizeEntityRef(entityRef))].sort();
  }

  /**
   * The delegations of the user that hold at `now`. One without an end, to
   * oneself, or to somebody the catalog does not have never holds.
   */
  delegatesOf(userRef: string, now: Date): Delegation[] {
    const delegation = this.#delegations.get(normalizeEntityRef(userRef));
    const holds =
      delegation &&
      delegation.delegate !== delegation.delegator &&
      this.#users.has(delegation.delegate) &&
      now.getTime() < Date.parse(delegation.until);
    return holds ? [delegation] : [];
  }

  /**
   * Everyone who may approve for the group at `now`: its members, and the
   * delegates of members who are not members themselves. A delegate of two
   * members is listed once for each; a delegated right is not passed on again.
   */
  eligibleApprovers(groupRef: string, now: Date): EligibleApprover[] {
    const members = this.membersOf(groupRef);
    const isMember = new Set(members);
    return [
      ...members.map(user => ({ user, via: 'member' as const })),
      ...members
        .flatMap(member => this.delegatesOf(member, now))
        .filter(({ delegate }) => !isMember.has(delegate))
        .map(({ delegate, delegator }) => ({
          user: delegate,
          via: 'delegate' as const,
          onBehalfOf: delegator,
        })),
    ];
  }

  #add(entity: Entity) {
    const ref = stringifyEntityRef(entity);
    if (ref.startsWith('user:')) {
      this.#users.add(ref);
      this.#addDelegation(ref, entity);
    }
    for (const { type, targetRef } of entity.relations ?? []) {
      this.#addRelation(ref, type, normalizeEntityRef(targetRef));
    }
  }

  #addRelation(from: string, type: string, to: string) {
    switch (type) {
      case RELATION_MEMBER_OF:
        this.#addMember(to, from);
        break;
      case RELATION_HAS_MEMBER:
        this.#addMember(from, to);
        break;
      case RELATION_CHILD_OF:
        this.#addChild(to, from);
        break;
      case RELATION_PARENT_OF:
        this.#addChild(from, to);
        break;
      case RELATION_OWNED_BY:
        this.#owners.add(from, to);
        break;
      case RELATION_OWNER_OF:
        this.#owners.add(to, from);
        break;
      default:
    }
  }

  #addMember(group: string, user: string) {
    this.#members.add(group, user);
    this.#groups.add(user, group);
  }

  #addChild(parent: string, child: string) {
    this.#children.add(parent, child);
    this.#parents.add(child, parent);
  }

  #addDelegation(delegator: string, entity: Entity) {
    const read = annotationReader(entity);
    const delegate = read(ANNOTATION_APPROVAL_DELEGATE);
    const until = read(ANNOTATION_APPROVAL_DELEGATE_UNTIL);
    if (delegate && until) {
      this.#delegations.set(delegator, { delegator, delegate, until });
    }
  }
}
