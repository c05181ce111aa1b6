import { Secret } from '@countersign/plugin-governance-common';
import { canonicalText } from './canonicalText';
import { isContainer, mapMembers } from './values';

/** Puts a marker in place of each secret, and notes where it stood and what it was. */
export class Marker {
  constructor(
    private readonly where: string,
    private readonly secrets: string[],
  ) {}

  /** `path` is the same array all the way down: it is read at a secret only. */
  mark(value: unknown, path: (string | number)[]): unknown {
    if (value instanceof Secret) {
      this.secrets.push(canonicalText([this.where, path, value.reveal()]));
      return value.toJSON();
    }
    if (!isContainer(value)) return value;
    if (Array.isArray(value)) {
      return value.map((item, i) => this.#below(item, path, i));
    }
    return mapMembers(value, (item, key) => this.#below(item, path, key));
  }

  #below(item: unknown, path: (string | number)[], step: string | number) {
    if (!isContainer(item) && !(item instanceof Secret)) return item;
    path.push(step);
    const marked = this.mark(item, path);
    path.pop();
    return marked;
  }
}
