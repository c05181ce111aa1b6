/**
 * The portal as the benchmark over HTTP measures it: who somebody is, what they may do, the catalog and change management,
 * each as the portal itself has it. Pages, search and documentation are left out, which would only work beside it.
 */
import { createBackend } from '@backstage/backend-defaults';
import { rememberedTokens } from '../src/rememberedTokens';

const backend = createBackend();
backend.add(rememberedTokens);
for (const feature of [
  import('@backstage/plugin-catalog-backend'),
  import('@countersign/plugin-catalog-backend-module-cmdb'),
  import('@backstage/plugin-auth-backend'),
  import('@countersign/plugin-auth-backend-module-demo-users'),
  import('@backstage/plugin-permission-backend'),
  import('@countersign/plugin-permission-backend-module-governance-policy'),
  import('@countersign/plugin-change-management-backend'),
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
