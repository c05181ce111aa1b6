import { selectorText } from '../series';
import { countedQuery, CountedQuery } from './countedQuery';
import {
  ImportOptions,
  MadeDocument,
  nameOf,
  ratio,
  rolling,
  shareOf,
  sloDocument,
} from './openSlo';
import { Part } from './Part';

/** Sloth's own where nothing else is said. */
const USUAL_PERIOD = '30d';

/** Objectives of Sloth, in its own files (`prometheus/v1`) or as resources of Kubernetes. */
export function slothObjectives(
  root: Part,
  options: ImportOptions,
  attempt: (slo: Part, make: () => MadeDocument) => MadeDocument[],
): MadeDocument[] {
  const isResource = root.at('kind').isThere;
  const spec = isResource ? root.at('spec') : root;
  for (const key of ['version', 'apiVersion', 'kind']) root.at(key).take();
  if (isResource) root.at('metadata').at('name').take();
  const service =
    options.service ??
    spec.at('service').text() ??
    spec.at('service').refuse('service', 'Missing: whose promise is it?');
  spec.at('service').take();
  const common = spec.at('labels').texts();
  return spec
    .at('slos')
    .items()
    .flatMap(slo =>
      attempt(slo, () => {
        const labels = { ...common, ...slo.at('labels').texts() };
        const own = slo.at('name');
        const target = shareOf(slo.at('objective').number());
        const description = slo.at('description').text();
        const events = slo.at('sli').at('events');
        if (!events.isThere) {
          slo
            .at('sli')
            .refuse(
              'sli',
              'Only events can be carried over: a ratio that comes ready (raw) and a plugin have no counts',
            );
        }
        const errors = counted(events.at('error_query', 'errorQuery'));
        const total = counted(events.at('total_query', 'totalQuery'));
        if (total.kind !== 'events') {
          events
            .at('total_query', 'totalQuery')
            .refuse('query', 'All events have to be those of one selector');
        }
        return sloDocument({
          name: nameOf(`${service}-${own.text() ?? ''}`, own),
          description,
          labels,
          service,
          target,
          window: rolling(USUAL_PERIOD),
          indicator: indicatorOf(errors, total, events, options),
        });
      }),
    );
}

function counted(part: Part): CountedQuery {
  const query = countedQuery(part.text() ?? '');
  return (
    query ??
    part.refuse(
      'query',
      'Only sum(rate(selector[window])) and the difference of two are counts of events: write the others as selectors',
    )
  );
}

function indicatorOf(
  errors: CountedQuery,
  total: CountedQuery,
  events: Part,
  { source }: ImportOptions,
) {
  const all = total.kind === 'events' ? total.selector : total.of;
  const query = (selector: typeof all) => ({ query: selectorText(selector) });
  if (errors.kind === 'events') {
    return ratio(source, 'bad', {
      part: query(errors.selector),
      total: query(all),
    });
  }
  // All events less the good ones are the bad ones.
  if (selectorText(errors.of) !== selectorText(all)) {
    events
      .at('error_query', 'errorQuery')
      .refuse('query', 'What good events are taken from are not all events');
  }
  return ratio(source, 'good', {
    part: query(errors.without),
    total: query(all),
  });
}
