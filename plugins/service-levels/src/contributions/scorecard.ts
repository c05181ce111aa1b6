import {
  listPath,
  ScorecardAnswer,
  ScorecardCheck,
} from '@countersign/plugin-governance-react';
import { ObjectivePage } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../api';
import { checkRouteRef } from '../routes';
import {
  componentSlosKey,
  loadComponentSlos,
} from '../components/EntitySlos/useComponentSlos';

/** As much of a page of objectives as the check looks at. */
type Counted = Pick<ObjectivePage, 'count'>;

function counted(value: number): Counted {
  return { count: { value, capped: false } };
}

/** Whether a component promises anything; nothing else has to. */
export const sloCheck: ScorecardCheck<Counted> = {
  id: 'slo',
  area: 'SLOs',
  title: 'Promises something',
  order: 20,
  request: {
    key: componentSlosKey,
    load: ({ apis, entityRef }) =>
      loadComponentSlos(apis.get(serviceLevelsApiRef)!, entityRef),
  },
  overview: {
    async load({ apis, signal }) {
      const api = apis.get(serviceLevelsApiRef)!;
      const { items } = await api.listComponents({ signal });
      return new Map(
        items.map(({ component, objectives }) => [
          component.toLocaleLowerCase('en-US'),
          counted(objectives),
        ]),
      );
    },
    otherwise: counted(0),
  },
  judge({ count }, { apis, entity }): ScorecardAnswer {
    const n = count.value;
    if (n > 0) {
      return { state: 'met', detail: n === 1 ? 'One SLO.' : `${n} SLOs.` };
    }
    if (entity.kind.toLocaleLowerCase('en-US') !== 'component') {
      return { state: 'exempt', detail: 'Components have SLOs.' };
    }
    return {
      state: 'unmet',
      detail:
        'It has no SLO: nobody knows what it promises, nor when it breaks.',
      next: {
        text: 'Write its first SLO',
        href: listPath(apis, checkRouteRef, { service: entity.metadata.name }),
      },
    };
  },
};
