import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  Permission,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { PermissionResourceRef } from '@backstage/plugin-permission-node';

/** The kind of record whose permissions have rules, and what may be done with one. */
export interface RecordKind<
  Right extends string,
  Stored,
  Resource,
  Filter = any,
> {
  ref: PermissionResourceRef<Resource, Filter>;
  /** The permission of each right; whoever may not `read` a record may do nothing with it. */
  permissions: Readonly<Record<Right | 'read', ResourcePermission>>;
  /** Those that take a person, whatever a policy says. */
  inPerson: readonly Right[];
  /** A record as the permission rules see it. */
  resourceOf(stored: Stored): Resource;
  /** Its number, as people call it. */
  nameOf(stored: Stored): string;
  words: {
    /** `change`. */
    one: string;
    /** After `You may not read`: `changes`. */
    all: string;
    /** After `You may not`: `read`, `take the emergency way for`. */
    rights: Readonly<Record<Right | 'read', string>>;
  };
}

/** Says which permission is missing, to the caller and to the log of refused attempts. */
export function lacking(
  permission: Permission,
  message: string,
): NotAllowedError {
  return Object.assign(
    new NotAllowedError(
      `${message}: ask for the permission ${permission.name}`,
    ),
    { guard: 'permission', permission: permission.name },
  );
}

/** What one caller may do with records of a kind, decided once a request and applied to each record it touches. */
export class Rights<Right extends string, Stored, Resource, Filter> {
  readonly #kind: RecordKind<Right, Stored, Resource, Filter>;
  readonly #allows: (right: Right | 'read', resource: Resource) => boolean;
  readonly #inPerson: boolean;
  /** For lists: `undefined` reads all. */
  readonly readable: PermissionCriteria<Filter> | undefined;
  /** Whatever a record is like. */
  readonly readsNothing: boolean;

  constructor(
    kind: RecordKind<Right, Stored, Resource, Filter>,
    options: {
      allows: (right: Right | 'read', resource: Resource) => boolean;
      readable?: PermissionCriteria<Filter>;
      readsNothing?: boolean;
      /** What needs a person is refused to everybody else. */
      inPerson?: boolean;
    },
  ) {
    this.#kind = kind;
    this.#allows = options.allows;
    this.#inPerson = options.inPerson ?? true;
    this.readable = options.readable;
    this.readsNothing = options.readsNothing ?? false;
  }

  may(right: Right | 'read', stored: Stored): boolean {
    return this.mayWith(right, this.#kind.resourceOf(stored));
  }

  /** For a record that is about to be opened and is not there yet. */
  mayWith(right: Right | 'read', resource: Resource): boolean {
    return (
      this.#allows('read', resource) &&
      (right === 'read' || this.#allows(right, resource)) &&
      !this.#lacksPerson(right)
    );
  }

  /**
   * For lists, and for what is about all records, such as the policies: an empty answer would say that there is nothing.
   * Asked before a record is looked up, it does not tell whether there is one.
   *
   * @returns which records a list may show; all when undefined
   * @throws NotAllowedError when not one may be read
   */
  demandReading(): PermissionCriteria<Filter> | undefined {
    if (this.readsNothing) {
      const { permissions, words } = this.#kind;
      throw lacking(permissions.read, `You may not read ${words.all}`);
    }
    return this.readable;
  }

  /** @throws NotFoundError when the record may not even be read, NotAllowedError when only the right is missing */
  demand(right: Right | 'read', stored: Stored): void {
    const { permissions, words, nameOf } = this.#kind;
    if (!this.may('read', stored)) {
      throw new NotFoundError(`There is no ${words.one} ${nameOf(stored)}`);
    }
    if (this.#lacksPerson(right)) {
      throw Object.assign(
        new NotAllowedError(
          `Machines and assistants never decide about a ${
            words.one
          }. Open ${nameOf(stored)} in the portal and decide yourself`,
        ),
        { guard: 'person' },
      );
    }
    if (!this.may(right, stored)) {
      throw lacking(
        permissions[right],
        `You may not ${words.rights[right]} ${nameOf(stored)}`,
      );
    }
  }

  /**
   * The same for a record that is about to be opened.
   *
   * @throws NotAllowedError
   */
  demandForNew(right: Right | 'read', resource: Resource): void {
    if (!this.mayWith(right, resource)) {
      const { permissions, words } = this.#kind;
      throw lacking(
        permissions[right],
        `You may not ${words.rights[right]} this ${words.one}`,
      );
    }
  }

  #lacksPerson(right: Right | 'read'): boolean {
    return (
      !this.#inPerson &&
      right !== 'read' &&
      this.#kind.inPerson.includes(right as Right)
    );
  }
}
