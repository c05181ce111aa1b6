import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import {
  AreaPage,
  EmptyState,
  EntityPicker,
  useFiltersInAddress,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiFileList3Line } from '@remixicon/react';
import { rootRouteRef } from '../routes';
import { serviceLogsTranslationRef } from '../translation';
import { logAddress, LogView } from './LogView';

/** What services are: whatever has logs may be one. */
const kinds = ['Component', 'Resource', 'API', 'System'];

/** The page of logs: of a service that is chosen here, or by the address. */
export function LogsPage() {
  const { t } = useTexts(serviceLogsTranslationRef);
  const { filters, setFilters } = useFiltersInAddress(logAddress);
  const { entity } = filters;
  return (
    <AreaPage
      title={t('title')}
      icon={<RiFileList3Line />}
      href={useRouteRef(rootRouteRef)?.()}
      tabs={[]}
    >
      <Container>
        <EntityPicker
          label={t('page.entity')}
          placeholder={t('page.placeholder')}
          kinds={kinds}
          single
          value={entity ? [entity] : []}
          onChange={([chosen = '']) =>
            setFilters({ entity: chosen, source: undefined })
          }
        />
        {entity ? (
          <LogView
            key={entity}
            entityRef={entity}
            filters={filters}
            onFilters={setFilters}
          />
        ) : (
          <EmptyState
            icon={RiFileList3Line}
            title={t('page.choose')}
            description={t('page.chooseDescription')}
          />
        )}
      </Container>
    </AreaPage>
  );
}
