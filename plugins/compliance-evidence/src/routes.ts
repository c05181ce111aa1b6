import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** Every report: `/evidence`. */
export const rootRouteRef = createRouteRef();

/** One report, and the form that runs it: `/evidence/reports/:name`. */
export const reportRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/reports/:name',
});

/** Every run: `/evidence/runs`. */
export const runsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs',
});

/** One run: `/evidence/runs/:number`. */
export const runRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:number',
});

/** The answer to one question of a run: `/evidence/runs/:number/questions/:question`. Takes `from` and `row` as query. */
export const answerRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:number/questions/:question',
});

/** One piece of evidence of a run: `/evidence/runs/:number/evidence/:id`. */
export const evidenceRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:number/evidence/:id',
});

/** What differs between two runs: `/evidence/runs/:number/compare/:older`. */
export const compareRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:number/compare/:older',
});

/** Every finding: `/evidence/findings`. Takes filters as query. */
export const findingsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/findings',
});

/** One finding: `/evidence/findings/:number`. */
export const findingRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/findings/:number',
});

/** Every control with its score: `/evidence/controls`. */
export const controlsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/controls',
});

/** One attestation: `/evidence/controls/:number`. */
export const attestationRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/controls/:number',
});

/** Every question that a report answers: `/evidence/questions`. */
export const questionsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/questions',
});

/** What auditors ask for: `/evidence/requests`. */
export const requestsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/requests',
});

/** One request: `/evidence/requests/:number`. */
export const requestRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/requests/:number',
});

/** Questions about past runs, and what was asked of them: `/evidence/console`. Takes `run`, `report` and `date` as query. */
export const consoleRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/console',
});

/** One inquiry: `/evidence/console/:number`. */
export const inquiryRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/console/:number',
});
