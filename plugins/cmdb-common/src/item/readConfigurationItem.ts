import {
  type Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_APPROVAL_DELEGATE,
  ANNOTATION_APPROVAL_DELEGATE_UNTIL,
  ANNOTATION_CRITICALITY,
  ANNOTATION_DATA_CLASSIFICATION,
  ANNOTATION_ENVIRONMENT,
  ANNOTATION_SOFT_DEPENDENCIES,
  ANNOTATION_SOX_SCOPE,
  ANNOTATION_STATEFUL,
  ANNOTATION_TERRAFORM_ADDRESSES,
  ANNOTATION_VERSION,
} from '../annotations';
import { annotationReader, CMDB_ANNOTATIONS } from './annotationSchemas';
import type { AnnotationProblem, ConfigurationItem } from './types';

/**
 * Reads a catalog entity as a configuration item.
 *
 * Never throws over an annotation: one that cannot be read counts as absent and
 * is listed in `problems`.
 */
export function readConfigurationItem(entity: Entity): ConfigurationItem {
  const read = annotationReader(entity);
  const softDependencies = read(ANNOTATION_SOFT_DEPENDENCIES);
  return {
    entityRef: stringifyEntityRef(entity),
    kind: entity.kind,
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
    title: titleOf(entity),
    type: specString(entity, 'type'),
    lifecycle: specString(entity, 'lifecycle'),
    owner: relatedRef(entity, RELATION_OWNED_BY, 'owner', 'Group'),
    system: relatedRef(entity, RELATION_PART_OF, 'system', 'System'),
    tier: read(ANNOTATION_CRITICALITY),
    environment: read(ANNOTATION_ENVIRONMENT),
    dataClassification: read(ANNOTATION_DATA_CLASSIFICATION),
    soxScope: read(ANNOTATION_SOX_SCOPE) ?? false,
    version: read(ANNOTATION_VERSION),
    stateful: read(ANNOTATION_STATEFUL) ?? false,
    terraformAddresses: read(ANNOTATION_TERRAFORM_ADDRESSES) ?? [],
    ...(softDependencies && { softDependencies }),
    problems: annotationProblems(entity),
  };
}

/** A person or a group is called by their profile, as everywhere in Backstage. */
function titleOf({ metadata, spec }: Entity): string {
  const profile = spec?.profile;
  const called =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof called === 'string' && called
    ? called
    : metadata.title ?? metadata.name;
}

/**
 * What is wrong with an entity's CMDB annotations; empty when all can be read.
 */
export function annotationProblems(entity: Entity): AnnotationProblem[] {
  const problems: AnnotationProblem[] = [];
  for (const { name, schema } of CMDB_ANNOTATIONS) {
    const value = entity.metadata.annotations?.[name];
    if (value === undefined) {
      continue;
    }
    const result = schema.safeParse(value);
    if (!result.success) {
      problems.push({
        annotation: name,
        value,
        message: `Annotation ${name} is ${JSON.stringify(value)}: ${
          result.error.issues[0].message
        }`,
      });
    }
  }
  const { annotations = {} } = entity.metadata;
  const delegate = annotations[ANNOTATION_APPROVAL_DELEGATE];
  if (delegate && !annotations[ANNOTATION_APPROVAL_DELEGATE_UNTIL]) {
    problems.push({
      annotation: ANNOTATION_APPROVAL_DELEGATE,
      value: delegate,
      message: `Annotation ${ANNOTATION_APPROVAL_DELEGATE} is ${JSON.stringify(
        delegate,
      )}: a delegation needs an end, so ${ANNOTATION_APPROVAL_DELEGATE_UNTIL} must be set to an ISO 8601 date such as 2027-01-31`,
    });
  }
  return problems;
}

function specString(entity: Entity, field: string): string | undefined {
  const value = entity.spec?.[field];
  return typeof value === 'string' && value ? value : undefined;
}

/**
 * What the spec says comes first: an entity can be part of several things, and
 * only the spec tells which of them is its system. The relation fills in for
 * kinds whose spec has no such field.
 */
function relatedRef(
  entity: Entity,
  relation: string,
  specField: string,
  defaultKind: string,
): string | undefined {
  const written = specString(entity, specField);
  if (written) {
    try {
      return stringifyEntityRef(
        parseEntityRef(written, {
          defaultKind,
          defaultNamespace: entity.metadata.namespace,
        }),
      );
    } catch {
      // The catalog's own processors report a malformed reference.
      return undefined;
    }
  }
  return entity.relations
    ?.filter(
      r =>
        r.type === relation &&
        (relation === RELATION_OWNED_BY ||
          r.targetRef.startsWith(`${defaultKind.toLocaleLowerCase('en-US')}:`)),
    )
    .map(r => r.targetRef)
    .sort()[0];
}
