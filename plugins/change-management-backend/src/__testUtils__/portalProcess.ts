import { servePortal } from '@countersign/plugin-governance-test-utils';
import { changeManagementPlugin } from '../plugin';
import { estate } from './estate';

servePortal({ features: [changeManagementPlugin], entities: estate() });
