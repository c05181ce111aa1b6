import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  LocationSpec,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_COMPONENT,
  RELATION_HAS_SLO,
  RELATION_SLO_OF,
} from '@countersign/plugin-service-levels-common';
import { API_VERSION } from './definitionEntity';

/** Ties an SLO to the component that promises it: the one it names, or the one that is called as its service. */
export class OpenSloProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'OpenSloProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (entity.apiVersion !== API_VERSION || entity.kind !== 'SLO') {
      return entity;
    }
    const component = componentOf(entity);
    if (!component) return entity;
    const slo = getCompoundEntityRef(entity);
    emit(
      processingResult.relation({
        source: slo,
        type: RELATION_SLO_OF,
        target: component,
      }),
    );
    emit(
      processingResult.relation({
        source: component,
        type: RELATION_HAS_SLO,
        target: slo,
      }),
    );
    return entity;
  }
}

function componentOf(entity: Entity) {
  const named = entity.metadata.annotations?.[ANNOTATION_COMPONENT];
  const service = entity.spec?.service;
  const ref = named ?? (typeof service === 'string' ? service : undefined);
  if (!ref) return undefined;
  try {
    return parseEntityRef(ref, {
      defaultKind: 'component',
      defaultNamespace: entity.metadata.namespace ?? 'default',
    });
  } catch {
    // What is wrong with it is told with what else is wrong with the definition.
    return undefined;
  }
}
