import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** What runs, what is due and what was drilled last: `/drills`. Takes `tier` and `entity` as query. */
export const rootRouteRef = createRouteRef();

/** Every drill: `/drills/runs`. Takes filters as query. */
export const runsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs',
});

/** Every experiment: `/drills/experiments`. */
export const experimentsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/experiments',
});

/** One experiment: `/drills/experiments/:name`. */
export const experimentRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/experiments/:name',
});

/** Every game day: `/drills/game-days`. */
export const gameDaysRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/game-days',
});

/** One game day: `/drills/game-days/:number`. */
export const gameDayRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/game-days/:number',
});

/** Detection, predicted and measured, over all drills: `/drills/detection`. */
export const detectionRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/detection',
});

/** Journals of other tools: `/drills/journals`. Takes filters as query. */
export const journalsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/journals',
});

/** The lever that stops every drill: `/drills/lever`. */
export const leverRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/lever',
});

/** One drill: `/drills/:number`. */
export const drillRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:number',
});

/** The form of a new change, which belongs to change management; filled in by its query. */
export const newChangeRouteRef = createExternalRouteRef({
  defaultTarget: 'change-management.newChange',
});
