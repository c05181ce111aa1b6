import { EntityDrills } from '@countersign/plugin-chaos-drills-common';
import {
  listPath,
  ScorecardAnswer,
  ScorecardCheck,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';
import { chaosDrillsApiRef, entityDrillsKey } from '../api';
import { rootRouteRef } from '../routes';

/** Whether what the plan wants drilled was drilled in time; of what it does not name, nothing is asked. */
export const drillCheck: ScorecardCheck<EntityDrills> = {
  id: 'drill',
  area: 'Drills',
  title: 'Drilled in time',
  order: 40,
  request: {
    key: entityDrillsKey,
    load: ({ apis, signal, entityRef }) =>
      apis.get(chaosDrillsApiRef)!.getEntityDrills(entityRef, { signal }),
  },
  overview: {
    async load({ apis, signal }) {
      const { items } = await apis.get(chaosDrillsApiRef)!.getPlan({ signal });
      // The first that is due of each entity is the first of its items.
      return new Map(
        [...items]
          .reverse()
          .map(next => [next.entity.toLocaleLowerCase('en-US'), { next }]),
      );
    },
    otherwise: {},
  },
  judge({ last, next }, { apis, entityRef }): ScorecardAnswer {
    const day = (at: string) =>
      DateTime.fromISO(at, { zone: 'utc' })
        .setLocale('en-GB')
        .toFormat('d LLL yyyy');
    if (!next) {
      return {
        state: 'exempt',
        detail: last?.endedAt
          ? `No rule asks for it. It was drilled on ${day(last.endedAt)}.`
          : 'No rule asks for it.',
      };
    }
    const { scenario, dueAt } = next;
    if (Date.parse(dueAt) > Date.now()) {
      return {
        state: 'met',
        detail: `The next one, ${scenario}, is due on ${day(dueAt)}.`,
      };
    }
    return {
      state: 'unmet',
      detail: `${scenario} was due on ${day(dueAt)}.`,
      next: {
        text: 'Plan the drill',
        href: listPath(apis, rootRouteRef, { entity: entityRef }),
      },
    };
  },
};
