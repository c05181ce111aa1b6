import { InputError } from '@backstage/errors';
import { didYouMean } from '@countersign/plugin-governance-common';
import {
  EvidenceSource,
  EvidenceSourceKind,
} from '@countersign/plugin-compliance-evidence-node';
import { SourceSetting } from '../settings';

/** The sources that configuration names, by their names. */
export class EvidenceSources {
  readonly #sources: ReadonlyMap<string, EvidenceSource>;

  /** @throws InputError naming a source whose kind nobody brings, or whose settings are wrong */
  constructor(
    settings: readonly SourceSetting[],
    kinds: readonly EvidenceSourceKind[],
  ) {
    const known = new Map(kinds.map(kind => [kind.kind, kind]));
    this.#sources = new Map(
      settings.map(({ name, kind: named, system, with: config }) => {
        const kind = known.get(named);
        if (!kind) {
          const names = [...known.keys()];
          throw new InputError(
            `Invalid configuration. complianceEvidence.sources: ${name} is of the kind ${named}${didYouMean(
              named,
              names,
            )}; there are ${names.join(', ')}`,
          );
        }
        return [name, kind.create({ name, system, config })];
      }),
    );
  }

  find(name: string): EvidenceSource | undefined {
    return this.#sources.get(name);
  }

  /** @throws InputError where it is not configured */
  get(name: string): EvidenceSource {
    const source = this.find(name);
    if (source) return source;
    const names = [...this.#sources.keys()].join(', ');
    throw new InputError(
      `The source ${name} is not configured: add it to complianceEvidence.sources${
        names && `, which has ${names}`
      }`,
    );
  }
}
