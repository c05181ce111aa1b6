import { servePortal } from '@countersign/plugin-governance-test-utils';
import { serviceLevelsPlugin } from '../plugin';
import { checkout, dataSource, slo } from './definitions';

servePortal({
  features: [serviceLevelsPlugin],
  entities: [checkout, dataSource, slo('pay')],
});
