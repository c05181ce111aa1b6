import {
  createFrontendPlugin,
  ExtensionDefinition,
} from '@backstage/frontend-plugin-api';
import { apiExtensions } from './api';
import { cardExtensions } from './extensions/cards';
import { contributions } from './extensions/contributions';
import { homeExtensions } from './extensions/home';
import { pageExtensions } from './extensions/pages';
import {
  boardRouteRef,
  actionsRouteRef,
  declareRouteRef,
  importedIncidentRouteRef,
  importedIncidentsRouteRef,
  importedProblemRouteRef,
  importedProblemsRouteRef,
  incidentRouteRef,
  metricsRouteRef,
  onCallRouteRef,
  problemRouteRef,
  problemsRouteRef,
  reviewRouteRef,
  runbooksRouteRef,
  rootRouteRef,
  silencesRouteRef,
  statusRouteRef,
  triageRouteRef,
} from './routes';

const extensions: ExtensionDefinition[] = [
  ...apiExtensions,
  ...pageExtensions,
  ...cardExtensions,
  ...homeExtensions,
  ...contributions,
];

/** Incidents in the portal: pages, and what they add to the pages that all areas share. */
export const incidentManagementPlugin = createFrontendPlugin({
  pluginId: 'incident-management',
  title: 'Incident management',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    triage: triageRouteRef,
    board: boardRouteRef,
    status: statusRouteRef,
    silences: silencesRouteRef,
    problems: problemsRouteRef,
    problem: problemRouteRef,
    metrics: metricsRouteRef,
    onCall: onCallRouteRef,
    declare: declareRouteRef,
    actions: actionsRouteRef,
    runbooks: runbooksRouteRef,
    review: reviewRouteRef,
    incident: incidentRouteRef,
    importedIncidents: importedIncidentsRouteRef,
    importedIncident: importedIncidentRouteRef,
    importedProblems: importedProblemsRouteRef,
    importedProblem: importedProblemRouteRef,
  },
  extensions,
});
