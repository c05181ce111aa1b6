import {
  ENTITY_COLUMN,
  Question,
} from '@countersign/plugin-compliance-evidence-common';
import { entityRefSchema } from '@countersign/plugin-governance-common';
import { NamedEntity } from '../database/ResultStore';

/** Which entities the answers of a run name, and how many violations are about each. */
export class NamedEntities {
  readonly #violations = new Map<string, number>();

  /** Takes note of a row of an answer. What is no entity ref is passed over. */
  note(
    { answers }: Pick<Question, 'answers'>,
    columns: readonly string[],
    fields: readonly (string | null)[],
  ): void {
    const place = columns.indexOf(ENTITY_COLUMN);
    if (place < 0) return;
    const ref = entityRefSchema.safeParse(fields[place]).data;
    if (ref === undefined) return;
    const known = this.#violations.get(ref) ?? 0;
    this.#violations.set(ref, known + (answers === 'violations' ? 1 : 0));
  }

  all(): NamedEntity[] {
    return [...this.#violations].map(([entityRef, violations]) => ({
      entityRef,
      violations,
    }));
  }
}
