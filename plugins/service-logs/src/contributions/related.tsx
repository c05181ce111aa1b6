import {
  listPath,
  RelatedSource,
  shortName,
  useTexts,
} from '@countersign/plugin-governance-react';
import { LogReading } from '@countersign/plugin-service-logs-common';
import { serviceLogsApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { serviceLogsTranslationRef } from '../translation';

/** So many readings are counted: more are as good as many. */
const MOST = 200;

/** Whose logs were read because of an incident, and the way to who did: for those who may see it. */
export const loadRelated: RelatedSource['load'] = async ({
  apis,
  signal,
  number,
}) => {
  const { items, nextCursor } = await apis
    .get(serviceLogsApiRef)!
    .listReadings({ incident: number, limit: MOST }, { signal });
  return [...countsOf(items)].map(([entityRef, count]) => ({
    id: entityRef,
    href: listPath(apis, rootRouteRef, {
      ...{ entity: entityRef, show: 'readings', incident: number },
    }),
    title: (
      <ReadText
        entityRef={entityRef}
        count={count}
        isMore={nextCursor !== undefined}
      />
    ),
  }));
};

function countsOf(readings: readonly LogReading[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entityRef } of readings) {
    counts.set(entityRef, (counts.get(entityRef) ?? 0) + 1);
  }
  return counts;
}

/** "Logs of checkout-api, read 3 times", as text of a link. */
function ReadText(props: {
  entityRef: string;
  count: number;
  isMore: boolean;
}) {
  const { entityRef, count, isMore } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const name = shortName(entityRef);
  return (
    <>
      {isMore
        ? t('readings.relatedMore', { name, least: String(count) })
        : t('readings.related', { name, count })}
    </>
  );
}
