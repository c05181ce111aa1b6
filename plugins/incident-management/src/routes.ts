import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of incidents: `/incidents`. */
export const rootRouteRef = createRouteRef();

/** What nobody has looked at yet: `/incidents/triage`. */
export const triageRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/triage',
});

/** What is silenced, by whom and why: `/incidents/silences`. */
export const silencesRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/silences',
});

/** Incidents by state: `/incidents/board`. Takes the filters of the list as query. */
export const boardRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/board',
});

/** How every system stands: `/incidents/status`. */
export const statusRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/status',
});

/** Who is on call: `/incidents/on-call`. */
export const onCallRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/on-call',
});

/** The form that declares an incident: `/incidents/declare`. Takes `entity` as query. */
export const declareRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/declare',
});

/** What incidents have in common: `/incidents/problems`. */
export const problemsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/problems',
});

/** One problem: `/incidents/problems/:number`. */
export const problemRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/problems/:number',
});

/** Figures of incidents and deployments: `/incidents/metrics`. Takes a period and filters as query. */
export const metricsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/metrics',
});

/** What is to be done so that incidents do not come back: `/incidents/actions`. */
export const actionsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/actions',
});

/** Every runbook, and when it was last used and last drilled: `/incidents/runbooks`. */
export const runbooksRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runbooks',
});

/** What was learned from one incident: `/incidents/:number/review`. */
export const reviewRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:number/review',
});

/** One incident: `/incidents/:number`. */
export const incidentRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:number',
});

/** Incidents of other systems: `/incidents/imported`. Takes `q`, `system` and `entityRef` as query. */
export const importedIncidentsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/imported',
});

/** One of them: `/incidents/imported/:number`. */
export const importedIncidentRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/imported/:number',
});

/** Problems of other systems: `/incidents/problems/imported`. Takes `q`, `system` and `entityRef` as query. */
export const importedProblemsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/problems/imported',
});

/** One of them: `/incidents/problems/imported/:number`. */
export const importedProblemRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/problems/imported/:number',
});
