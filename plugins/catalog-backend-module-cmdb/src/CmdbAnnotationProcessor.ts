import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { annotationProblems } from '@countersign/plugin-cmdb-common';

/**
 * Refuses an entity whose CMDB annotations cannot be read.
 *
 * It is an error of the entity rather than a warning because approvals and
 * gates decide by these values: an unreadable tier must not pass for no tier.
 * The catalog keeps the last good version of the entity and shows the error.
 */
export class CmdbAnnotationProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'CmdbAnnotationProcessor';
  }

  /** After validation, when annotations are known to be strings. */
  async postProcessEntity(entity: Entity): Promise<Entity> {
    const problems = annotationProblems(entity);
    if (problems.length) {
      throw new InputError(problems.map(({ message }) => message).join('. '));
    }
    return entity;
  }
}
