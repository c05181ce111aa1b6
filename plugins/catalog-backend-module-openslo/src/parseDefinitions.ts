import { Entity } from '@backstage/catalog-model';
import {
  CatalogProcessorParser,
  CatalogProcessorResult,
  LocationSpec,
  parseEntityYaml,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  mentionsOpenSlo,
  splitDefinitions,
} from '@countersign/plugin-service-levels-common';
import { definitionEntity, isDefinition } from './definitionEntity';

/**
 * Reads the files of the catalog. One that mentions no OpenSLO is read as ever. Of one that does each document becomes an
 * entity, also one that cannot be read: the catalog stops a whole location at the first error, and one bad file would
 * keep all others out.
 */
export const parseDefinitions: CatalogProcessorParser =
  async function* parseDefinitions({ data, location }) {
    const text = data.toString('utf8');
    if (mentionsOpenSlo(text)) yield* definitionsOf(text, location);
    else yield* parseEntityYaml(data, location);
  };

function* definitionsOf(
  text: string,
  location: LocationSpec,
): Generator<CatalogProcessorResult> {
  const file = fileOf(location);
  let index = 0;
  for (const definition of splitDefinitions(text)) {
    index += 1;
    const { value } = definition;
    if (isDefinition(definition)) {
      const entity = definitionEntity(definition, { file, index });
      yield processingResult.entity(location, entity);
    } else if (typeof value === 'object' && value !== null) {
      yield processingResult.entity(location, value as Entity);
    } else {
      yield processingResult.generalError(
        location,
        `${file}:${
          definition.firstLine
        }: expected a document, got ${typeof value}`,
      );
    }
  }
}

/** As a person would call the file, without what only this machine knows. */
function fileOf({ type, target }: LocationSpec): string {
  if (type !== 'url') return target.split(/[\\/]/).slice(-2).join('/');
  try {
    const { host, pathname } = new URL(target);
    return `${host}${decodeURIComponent(pathname)}`;
  } catch {
    return target;
  }
}
