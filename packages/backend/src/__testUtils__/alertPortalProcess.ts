import {
  servePortal,
  testEntity,
} from '@countersign/plugin-governance-test-utils';
import incidentManagementPlugin from '@countersign/plugin-incident-management-backend';

const team = 'group:default/engagement';

servePortal({
  features: [incidentManagementPlugin],
  entities: [
    testEntity('Group', 'engagement', { spec: { type: 'team' } }),
    testEntity('Component', 'customer-engagement-api', {
      spec: { type: 'service', owner: team },
      relations: [['ownedBy', team]],
    }),
  ],
});
