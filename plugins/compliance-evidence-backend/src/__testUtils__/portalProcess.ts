import {
  servePortal,
  testEntity,
} from '@countersign/plugin-governance-test-utils';
import { complianceEvidencePlugin } from '../plugin';

servePortal({
  features: [complianceEvidencePlugin],
  entities: [testEntity('User', 'ada')],
});
