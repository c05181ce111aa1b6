import { createBackend } from '@backstage/backend-defaults';
import { searchModuleChangeRequests } from '@countersign/plugin-change-management-backend';
import { httpRouterOfThePortal } from './answersOfTrouble';
import { emailWhenConfigured } from './emailWhenConfigured';
import { requirePostgres } from './requirePostgres';
import { requireSettings } from './requireSettings';

const backend = createBackend();

backend.add(httpRouterOfThePortal);
backend.add(requirePostgres);
backend.add(requireSettings);

// The pages
backend.add(import('@backstage/plugin-app-backend'));

// The catalog, which is the CMDB
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@countersign/plugin-catalog-backend-module-cmdb'));

// Who somebody is, and what they may do
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
backend.add(import('@countersign/plugin-auth-backend-module-demo-users'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@countersign/plugin-permission-backend-module-governance-policy'),
);

// Change management
backend.add(import('@countersign/plugin-change-management-backend'));

// Search
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));
backend.add(searchModuleChangeRequests);

// Documentation and templates
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);

// What reaches a user, and what plugins tell each other
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(emailWhenConfigured);
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-events-backend'));

// Verbs as tools
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start().catch(error => {
  // Backstage logs it and stays, half started; whoever runs the portal is to hear of it, and may start it again.
  console.error(error);
  process.exit(1);
});
