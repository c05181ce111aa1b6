import {
  ApiBlueprint,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import {
  CatalogFilterBlueprint,
  EntityCardBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  configurationItemFilter,
  ScorecardCheck,
  ScorecardCheckBlueprint,
  scorecardChecksApiRef,
} from '@countersign/plugin-governance-react';
import { z } from 'zod';
import { checkOwner, checkRunbook } from '../components/catalogChecks';

/** The checks that count, in the order of the configuration, or else in their own. */
export function chosenChecks(
  checks: readonly ScorecardCheck[],
  wanted: readonly string[] | undefined,
): ScorecardCheck[] {
  if (wanted) {
    return wanted.flatMap(id => checks.find(check => check.id === id) ?? []);
  }
  return [...checks].sort(
    (a, b) => a.order - b.order || (a.id < b.id ? -1 : 1),
  );
}

/** The checks of the scorecard: each area adds its own. */
export const checksApi = ApiBlueprint.makeWithOverrides({
  name: 'scorecard',
  inputs: {
    checks: createExtensionInput([ScorecardCheckBlueprint.dataRefs.check]),
  },
  configSchema: {
    /** Ids of the checks that count, in this order; all of them when absent. */
    checks: z.array(z.string()).optional(),
  },
  factory: (originalFactory, { inputs, config }) => {
    const checks = chosenChecks(
      inputs.checks.map(check =>
        check.get(ScorecardCheckBlueprint.dataRefs.check),
      ),
      config.checks,
    );
    return originalFactory(defineParams =>
      defineParams({
        api: scorecardChecksApiRef,
        deps: {},
        factory: () => ({ checks }),
      }),
    );
  },
});

/** "Is it well kept?" */
export const scorecardCard = EntityCardBlueprint.make({
  name: 'scorecard',
  params: {
    filter: configurationItemFilter,
    loader: () =>
      import('../components/Scorecard').then(m => <m.ScorecardCard />),
  },
});

/** The catalog's list narrowed by scorecards. */
export const scorecardFilter = CatalogFilterBlueprint.make({
  name: 'scorecard',
  params: {
    loader: () =>
      // By itself: the list of the catalog has no need of the page of scorecards.
      import('../components/Scorecards/CatalogScorecardPicker').then(m => (
        <m.CatalogScorecardPicker />
      )),
  },
});

/** What the catalog itself knows. */
export const catalogChecks = [
  ScorecardCheckBlueprint.make({
    name: 'owner',
    params: {
      id: 'owner',
      area: 'Catalog',
      title: 'Has an owner',
      order: 10,
      judge: (_, { entity }) => checkOwner(entity),
    },
  }),
  ScorecardCheckBlueprint.make({
    name: 'runbook',
    params: {
      id: 'runbook',
      area: 'Catalog',
      title: 'Has a runbook',
      order: 30,
      judge: (_, { entity }) => checkRunbook(entity),
    },
  }),
];
