import { servePortal } from '@countersign/plugin-governance-test-utils';
import { incidentManagementPlugin } from '../plugin';
import { entities } from './alertPortal';

servePortal({ features: [incidentManagementPlugin], entities });
