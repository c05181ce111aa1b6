import {
  listPath,
  SystemFactsSource,
} from '@countersign/plugin-governance-react';
import { objectiveStates } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { SystemObjectives } from './Texts';

/** The worst objective of each system, and how many of them are within their budgets. */
export const loadSystemFacts: SystemFactsSource['load'] = async ({
  apis,
  signal,
}) => {
  const { items } = await apis
    .get(serviceLevelsApiRef)!
    .listSystems({ signal });
  return Object.fromEntries(
    items.flatMap(({ system, states }) => {
      const worst = objectiveStates.find(state => (states[state] ?? 0) > 0);
      if (!worst) return [];
      const total = Object.values(states).reduce((sum, n) => sum + n, 0);
      return [
        [
          system,
          {
            text: (
              <SystemObjectives
                worst={worst}
                ok={states.ok ?? 0}
                total={total}
              />
            ),
            href: listPath(apis, rootRouteRef, { system }),
          },
        ],
      ];
    }),
  );
};
