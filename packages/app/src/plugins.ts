import apiDocs from '@backstage/plugin-api-docs/alpha';
import appUserSettings from '@backstage/plugin-app-module-user-settings';
import auth from '@backstage/plugin-auth';
import catalog from '@backstage/plugin-catalog/alpha';
import catalogGraph from '@backstage/plugin-catalog-graph/alpha';
import home from '@backstage/plugin-home/alpha';
import notifications from '@backstage/plugin-notifications/alpha';
import org from '@backstage/plugin-org/alpha';
import scaffolder from '@backstage/plugin-scaffolder/alpha';
import search from '@backstage/plugin-search/alpha';
import signals from '@backstage/plugin-signals/alpha';
import techDocs from '@backstage/plugin-techdocs/alpha';
import techDocsAddons from '@backstage/plugin-techdocs-module-addons-contrib/alpha';
import userSettings from '@backstage/plugin-user-settings/alpha';
import changeManagement from '@countersign/plugin-change-management';
import chaosDrills from '@countersign/plugin-chaos-drills';
import complianceEvidence from '@countersign/plugin-compliance-evidence';
import governance from '@countersign/plugin-governance';
import governanceDashboard from '@countersign/plugin-governance-dashboard';
import incidentManagement from '@countersign/plugin-incident-management';
import serviceLevels from '@countersign/plugin-service-levels';
import serviceLogs from '@countersign/plugin-service-logs';

/**
 * Every plugin with pages, by its package. Named one by one, and not found by `app.packages`: that would load them all before anybody
 * has signed in, and both of the entries that most of them have.
 */
export const plugins = {
  '@backstage/plugin-api-docs': apiDocs,
  '@backstage/plugin-app-module-user-settings': appUserSettings,
  '@backstage/plugin-auth': auth,
  '@backstage/plugin-catalog': catalog,
  '@backstage/plugin-catalog-graph': catalogGraph,
  '@backstage/plugin-home': home,
  '@backstage/plugin-notifications': notifications,
  '@backstage/plugin-org': org,
  '@backstage/plugin-scaffolder': scaffolder,
  '@backstage/plugin-search': search,
  '@backstage/plugin-signals': signals,
  '@backstage/plugin-techdocs': techDocs,
  '@backstage/plugin-techdocs-module-addons-contrib': techDocsAddons,
  '@backstage/plugin-user-settings': userSettings,
  '@countersign/plugin-change-management': changeManagement,
  '@countersign/plugin-chaos-drills': chaosDrills,
  '@countersign/plugin-compliance-evidence': complianceEvidence,
  '@countersign/plugin-governance': governance,
  '@countersign/plugin-governance-dashboard': governanceDashboard,
  '@countersign/plugin-incident-management': incidentManagement,
  '@countersign/plugin-service-levels': serviceLevels,
  '@countersign/plugin-service-logs': serviceLogs,
};
