import { createHash } from 'node:crypto';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  ANNOTATION_DEFINITION_FILE,
  ANNOTATION_DEFINITION_LINE,
  ANNOTATION_DEFINITION_TEXT,
  DefinitionText,
  SloKind,
  sloKinds,
} from '@countersign/plugin-service-levels-common';

export const API_VERSION = 'openslo/v1';

/** What stands in for a definition whose kind cannot be read. */
const STAND_IN: SloKind = 'SLO';
/** Longer ones are told to be too long, and are not kept. */
const LONGEST_TEXT = 64 * 1024;

const NAME = /^[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/i;
const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/i;

/** Whether a document is one of OpenSLO, or cannot even be read. */
export function isDefinition({ value }: DefinitionText): boolean {
  if (value === undefined) return true;
  const { apiVersion } = asObject(value);
  return typeof apiVersion === 'string' && apiVersion.startsWith('openslo/');
}

/**
 * A definition as an entity: whatever is wrong with it, the catalog can take it, and it carries its own text, so that what is
 * wrong can be said where somebody looks.
 */
export function definitionEntity(
  definition: DefinitionText,
  place: { file: string; index: number },
): Entity {
  const { kind, metadata, spec, apiVersion } = asObject(definition.value);
  const given = asObject(metadata);
  const known = sloKinds.find(each => each === kind);
  const { name, displayName } = given;
  const hasName = typeof name === 'string' && NAME.test(name);
  const works = known && hasName && apiVersion === API_VERSION;
  const labels = labelsOf(asObject(given.labels));
  return {
    apiVersion: API_VERSION,
    kind: works ? known : STAND_IN,
    metadata: {
      name: works ? name : standInName(place),
      ...(typeof displayName === 'string' &&
        displayName && { title: displayName }),
      // The catalog has a card for labels, and shows it for none as well.
      ...(Object.keys(labels).length > 0 && { labels }),
      annotations: {
        ...annotationsOf(asObject(given.annotations)),
        [ANNOTATION_DEFINITION_TEXT]:
          definition.text.length <= LONGEST_TEXT
            ? definition.text
            : `# This definition has more than ${LONGEST_TEXT} characters: too many to be read\n: [`,
        [ANNOTATION_DEFINITION_FILE]: place.file,
        [ANNOTATION_DEFINITION_LINE]: String(definition.firstLine),
      },
    },
    spec: works ? (asObject(spec) as JsonObject) : {},
  };
}

function standInName({ file, index }: { file: string; index: number }): string {
  const digest = createHash('sha256').update(`${file}\n${index}`).digest('hex');
  return `unreadable-${digest.slice(0, 12)}`;
}

/** OpenSLO's labels may be lists. What a label of the catalog cannot be is in the text only. */
function labelsOf(labels: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => {
      const text = Array.isArray(value) ? value.join('.') : value;
      return LABEL_KEY.test(key) && typeof text === 'string' && NAME.test(text)
        ? [[key, text]]
        : [];
    }),
  );
}

function annotationsOf(
  annotations: Record<string, unknown>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).filter(
      (entry): entry is [string, string] =>
        LABEL_KEY.test(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
