/**
 * The portal as the benchmark of compliance evidence measures it: who somebody is, what they may do, the catalog, the demo
 * systems as sources, and compliance evidence, each as the portal itself has it.
 */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
for (const feature of [
  import('@backstage/plugin-catalog-backend'),
  import('@countersign/plugin-catalog-backend-module-cmdb'),
  import('@backstage/plugin-auth-backend'),
  import('@countersign/plugin-auth-backend-module-demo-users'),
  import('@backstage/plugin-permission-backend'),
  import('@countersign/plugin-permission-backend-module-governance-policy'),
  import('@countersign/plugin-compliance-evidence-backend'),
  import('@countersign/demo-evidence'),
  import('@backstage/plugin-notifications-backend'),
  import('@backstage/plugin-signals-backend'),
  import('@backstage/plugin-events-backend'),
]) {
  backend.add(feature);
}
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
