import { readDocuments, SourceFile } from '../openslo/documents';
import { attempt } from '../openslo/compile/Place';
import { DefinitionProblem } from '../openslo/problems';
import { googleObjective } from './google';
import { ImportOptions, MadeDocument } from './openSlo';
import { ForeignDocument, Part } from './Part';
import { pyrraObjective } from './pyrra';
import { slothObjectives } from './sloth';

const readers = {
  sloth: (document: ForeignDocument, options: ImportOptions) =>
    attempt(() =>
      slothObjectives(Part.rootOf(document), options, attemptOne),
    ) ?? [],
  pyrra: (document: ForeignDocument, options: ImportOptions) =>
    attemptOne(Part.rootOf(document), () =>
      pyrraObjective(Part.rootOf(document), options),
    ),
  google: (document: ForeignDocument, options: ImportOptions) =>
    attemptOne(Part.rootOf(document), () =>
      googleObjective(Part.rootOf(document), options),
    ),
};

/**
 * Takes definitions of others over as documents of OpenSLO: Sloth, Pyrra, Google Cloud Monitoring. Whatever is not carried over is
 * named with its place.
 */
export function importDefinitions(
  files: readonly SourceFile[],
  options: ImportOptions,
): { documents: MadeDocument[]; problems: DefinitionProblem[] } {
  const problems: DefinitionProblem[] = [];
  const made: MadeDocument[] = [];
  const types = new Set<string>();
  for (const read of files.map(readDocuments)) {
    problems.push(...read.problems);
    for (const source of read.documents) {
      const document = new ForeignDocument(source);
      const type = typeOf(source.value);
      if (type === undefined) {
        attempt(() =>
          document.refuse(
            [],
            'foreign-kind',
            'Neither of Sloth (version: prometheus/v1), nor of Pyrra (kind: ServiceLevelObjective), nor of Google Cloud (serviceLevelIndicator)',
          ),
        );
      } else {
        types.add(type === 'google' ? 'google-cloud-monitoring' : 'prometheus');
        made.push(...readers[type](document, options));
        document.tellLeftovers();
      }
      problems.push(...document.problems);
    }
  }
  const [type] = types;
  return {
    documents: made.length === 0 ? [] : [dataSource(options, type), ...made],
    problems,
  };
}

function typeOf(value: unknown): keyof typeof readers | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, apiVersion, kind } = value as Record<string, unknown>;
  if (version === 'prometheus/v1') return 'sloth';
  if (String(apiVersion).startsWith('sloth.slok.dev/')) return 'sloth';
  if (
    String(apiVersion).startsWith('pyrra.dev/') &&
    kind === 'ServiceLevelObjective'
  ) {
    return 'pyrra';
  }
  return 'serviceLevelIndicator' in value || 'service_level_indicator' in value
    ? 'google'
    : undefined;
}

/** Of an objective that is refused as a whole, nothing else is told. */
function attemptOne(part: Part, make: () => MadeDocument): MadeDocument[] {
  const made = attempt(make);
  if (made) return [made];
  part.take();
  return [];
}

function dataSource({ source }: ImportOptions, type: string): MadeDocument {
  return {
    apiVersion: 'openslo/v1',
    kind: 'DataSource',
    metadata: { name: source },
    spec: { type },
  };
}
