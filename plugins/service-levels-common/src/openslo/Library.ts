import { problemIn, SloDocument } from './documents';
import { DefinitionProblem } from './problems';
import { OpenSlo, SloKind } from './schemas';
import { ValidDocument } from './validate';

/** All valid documents by kind and name, for those that refer to each other over files. */
export class Library {
  readonly #byName = new Map<string, ValidDocument>();
  readonly problems: DefinitionProblem[] = [];

  constructor(documents: readonly ValidDocument[]) {
    for (const document of documents) {
      const key = keyOf(document.kind, document.value.metadata.name);
      const first = this.#byName.get(key);
      if (first) {
        const path = ['metadata', 'name'];
        const { file, lineOf } = first.source;
        this.problems.push(
          problemIn(document.source, {
            severity: 'error',
            path,
            rule: 'duplicate',
            message: `${document.kind} ${
              document.value.metadata.name
            } is defined already, at ${file}:${lineOf(path)}`,
          }),
        );
      } else {
        this.#byName.set(key, document);
      }
    }
  }

  /** Whether the document is the one that its name stands for. */
  holds(document: ValidDocument): boolean {
    const { kind, value } = document;
    return this.#byName.get(keyOf(kind, value.metadata.name)) === document;
  }

  all<Kind extends SloKind>(
    kind: Kind,
  ): { value: OpenSlo<Kind>; source: SloDocument }[] {
    return [...this.#byName.values()].flatMap(document =>
      document.kind === kind
        ? [{ value: document.value as OpenSlo<Kind>, source: document.source }]
        : [],
    );
  }

  /** The document of a name; a problem of whoever refers to it where there is none. */
  find<Kind extends SloKind>(
    kind: Kind,
    name: string,
    referrer: SloDocument,
    path: readonly PropertyKey[],
  ): OpenSlo<Kind> | undefined {
    const found = this.#byName.get(keyOf(kind, name));
    if (!found) {
      this.problems.push(
        problemIn(referrer, {
          severity: 'error',
          path,
          rule: 'unknown-reference',
          message: `There is no ${kind} ${name} among the files that were read`,
        }),
      );
    }
    return found?.value as OpenSlo<Kind> | undefined;
  }
}

function keyOf(kind: SloKind, name: string): string {
  return `${kind} ${name}`;
}
