import { createBackend } from '@backstage/backend-defaults';
import appPlugin from '@backstage/plugin-app-backend';
import authPlugin from '@backstage/plugin-auth-backend';
import oidcProvider from '@backstage/plugin-auth-backend-module-oidc-provider';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogLogs from '@backstage/plugin-catalog-backend-module-logs';
import templateEntities from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import eventsPlugin from '@backstage/plugin-events-backend';
import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderNotifications from '@backstage/plugin-scaffolder-backend-module-notifications';
import searchPlugin from '@backstage/plugin-search-backend';
import searchCatalog from '@backstage/plugin-search-backend-module-catalog';
import searchPostgres from '@backstage/plugin-search-backend-module-pg';
import searchTechDocs from '@backstage/plugin-search-backend-module-techdocs';
import signalsPlugin from '@backstage/plugin-signals-backend';
import techDocsPlugin from '@backstage/plugin-techdocs-backend';
import userSettingsPlugin from '@backstage/plugin-user-settings-backend';
import demoUsers from '@countersign/plugin-auth-backend-module-demo-users';
import catalogCmdb from '@countersign/plugin-catalog-backend-module-cmdb';
import catalogOpenSlo from '@countersign/plugin-catalog-backend-module-openslo';
import changeManagementPlugin from '@countersign/plugin-change-management-backend';
import changeManagementErrorBudget from '@countersign/plugin-change-management-backend-module-error-budget';
import chaosDrillsPlugin from '@countersign/plugin-chaos-drills-backend';
import searchChaosDrills from '@countersign/plugin-chaos-drills-backend/search';
import chaosDrillsChaosMesh from '@countersign/plugin-chaos-drills-backend-module-chaos-mesh';
import chaosDrillsCloudRun from '@countersign/plugin-chaos-drills-backend-module-cloud-run';
import complianceEvidencePlugin from '@countersign/plugin-compliance-evidence-backend';
import searchComplianceEvidence from '@countersign/plugin-compliance-evidence-backend/search';
import complianceEvidenceGoogleCloud from '@countersign/plugin-compliance-evidence-backend-module-google-cloud';
import complianceEvidencePortal from '@countersign/plugin-compliance-evidence-backend-module-portal';
import complianceEvidenceS3 from '@countersign/plugin-compliance-evidence-backend-module-s3';
import demoChanges from '@countersign/demo-changes';
import demoEvidence from '@countersign/demo-evidence';
import demoIncidents from '@countersign/demo-incidents';
import demoServiceLevels from '@countersign/demo-service-levels';
import {
  requirePostgres,
  requireSettings,
} from '@countersign/plugin-governance-node';
import incidentManagementPlugin from '@countersign/plugin-incident-management-backend';
import {
  emailWhenConfigured,
  slackWhenConfigured,
} from '@countersign/plugin-notifications-backend-module-governance';
import governancePolicy, {
  guardedSchedulerServiceFactory,
} from '@countersign/plugin-permission-backend-module-governance-policy';
import searchChangeManagement from '@countersign/plugin-search-backend-module-change-management';
import serviceLevelsPlugin from '@countersign/plugin-service-levels-backend';
import searchServiceLevels from '@countersign/plugin-service-levels-backend/search';
import serviceLevelsGoogleCloudMonitoring from '@countersign/plugin-service-levels-backend-module-google-cloud-monitoring';
import serviceLevelsLogs from '@countersign/plugin-service-levels-backend-module-logs';
import serviceLevelsOpenmetrics from '@countersign/plugin-service-levels-backend-module-openmetrics';
import serviceLevelsPrometheus from '@countersign/plugin-service-levels-backend-module-prometheus';
import serviceLogsPlugin from '@countersign/plugin-service-logs-backend';
import serviceLogsFile from '@countersign/plugin-service-logs-backend-module-file';
import serviceLogsGoogleCloud from '@countersign/plugin-service-logs-backend-module-google-cloud';
import serviceLogsLoki from '@countersign/plugin-service-logs-backend-module-loki';
import techDocsMarkdown from '@countersign/plugin-techdocs-backend-module-markdown';
import { actionsThatSayWhy } from './actionsThatSayWhy';
import { httpRouterOfThePortal } from './answersOfTrouble';
import { healthWithDemoRecords } from './healthWithDemoRecords';
import { scaffolderModuleFolder } from './publishFolder';
import { rememberedTokens } from './rememberedTokens';
import { searchNames } from './searchNames';
import { settingVariables } from './settingVariables';

type Backend = ReturnType<typeof createBackend>;
type Feature = Parameters<Backend['add']>[0];

/** What the portal is made of. `index.ts` starts it; tests of the whole start the same. */
export const features: Feature[] = [
  httpRouterOfThePortal,
  healthWithDemoRecords,
  actionsThatSayWhy,
  requirePostgres,
  requireSettings(settingVariables),

  // The pages
  appPlugin,

  // The catalog, which is the CMDB
  catalogPlugin,
  templateEntities,
  catalogLogs,
  catalogCmdb,
  catalogOpenSlo,

  // Who somebody is, and what they may do
  rememberedTokens,
  authPlugin,
  oidcProvider,
  demoUsers,
  permissionPlugin,
  governancePolicy,
  guardedSchedulerServiceFactory,

  // Change management
  changeManagementPlugin,
  changeManagementErrorBudget,
  demoChanges,

  // Service levels
  serviceLevelsPlugin,
  serviceLevelsOpenmetrics,
  demoServiceLevels,
  serviceLevelsPrometheus,
  serviceLevelsGoogleCloudMonitoring,
  serviceLevelsLogs,

  // Incidents and problems
  incidentManagementPlugin,
  demoIncidents,

  // Chaos drills
  chaosDrillsPlugin,
  chaosDrillsChaosMesh,
  chaosDrillsCloudRun,

  // Compliance evidence
  complianceEvidencePlugin,
  complianceEvidencePortal,
  complianceEvidenceGoogleCloud,
  complianceEvidenceS3,
  demoEvidence,

  // Logs
  serviceLogsPlugin,
  serviceLogsFile,
  serviceLogsGoogleCloud,
  serviceLogsLoki,

  // Search
  searchPlugin,
  searchPostgres,
  searchCatalog,
  searchNames,
  searchTechDocs,
  searchChangeManagement,
  searchChaosDrills,
  searchServiceLevels,
  searchComplianceEvidence,

  // Documentation and templates
  techDocsPlugin,
  techDocsMarkdown,
  scaffolderPlugin,
  scaffolderNotifications,
  scaffolderModuleFolder,

  // What reaches a user, and what plugins tell each other
  userSettingsPlugin,
  notificationsPlugin,
  emailWhenConfigured,
  slackWhenConfigured,
  signalsPlugin,
  eventsPlugin,

  // Verbs as tools
  mcpActionsPlugin,
];
