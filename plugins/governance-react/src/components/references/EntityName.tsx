import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { isEntityRef } from './isEntityRef';

/** The name of an entity, without a link; what is no entity ref stands as it is. */
export function EntityName(props: { entityRef: string }) {
  const { entityRef } = props;
  return isEntityRef(entityRef) ? (
    <bdi>
      <EntityDisplayName entityRef={entityRef} />
    </bdi>
  ) : (
    <>{entityRef || '—'}</>
  );
}
