import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useFiltersInAddress } from '@countersign/plugin-governance-react';
import { logAddress, LogView } from './LogView';

/** The tab "Logs" of an entity. */
export function EntityLogs() {
  const { entity } = useEntity();
  const { filters, setFilters } = useFiltersInAddress(logAddress);
  const entityRef = stringifyEntityRef(entity);
  return (
    <LogView
      key={entityRef}
      entityRef={entityRef}
      filters={filters}
      onFilters={change => setFilters({ ...change, entity: '' })}
    />
  );
}
