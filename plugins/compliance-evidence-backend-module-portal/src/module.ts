import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { evidenceSourcesExtensionPoint } from '@countersign/plugin-compliance-evidence-node';
import { JsonClient } from '@countersign/plugin-governance-common';
import { IncidentClient } from '@countersign/plugin-incident-management-common';
import { ServiceLevelsClient } from '@countersign/plugin-service-levels-common';
import { ServiceLogsClient } from '@countersign/plugin-service-logs-common';
import { PortalSource } from './PortalSource';
import { changes } from './records/changes';
import { entities } from './records/entities';
import { incidents } from './records/incidents';
import { ledgers } from './records/ledgers';
import { logMetrics } from './records/logMetrics';
import { TokenFor } from './records/model';
import { objectives } from './records/objectives';
import { policies } from './records/policies';

const areas = [
  'change-management',
  'incident-management',
  'service-levels',
  'compliance-evidence',
] as const;

/**
 * Takes compliance evidence from the portal itself, by its own APIs and as the plugin itself: what it reads does not depend
 * on who asks for a run.
 *
 * @public
 */
export const complianceEvidenceModulePortal = createBackendModule({
  pluginId: 'compliance-evidence',
  moduleId: 'portal',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
        sources: evidenceSourcesExtensionPoint,
      },
      async init({ auth, catalog, discovery, sources }) {
        const tokenFor: TokenFor = async targetPluginId =>
          auth.getPluginRequestToken({
            onBehalfOf: await auth.getOwnServiceCredentials(),
            targetPluginId,
          });
        const at = (pluginId: string) => ({
          baseUrl: () => discovery.getBaseUrl(pluginId),
          fetch,
        });
        const changeManagement = new ChangeManagementClient(
          at('change-management'),
        );
        const collections = {
          changes: changes(changeManagement, tokenFor),
          policies: policies(changeManagement, tokenFor),
          incidents: incidents(
            new IncidentClient(at('incident-management')),
            tokenFor,
          ),
          objectives: objectives(
            new ServiceLevelsClient(at('service-levels')),
            tokenFor,
          ),
          'log-metrics': logMetrics(
            new ServiceLogsClient(at('service-logs')),
            tokenFor,
          ),
          entities: entities(catalog, auth),
          ledgers: ledgers(areas, id => new JsonClient(at(id)), tokenFor),
        };
        sources.addKind({
          kind: 'portal',
          create: ({ system }) =>
            new PortalSource(system ?? 'The portal', collections),
        });
      },
    });
  },
});
