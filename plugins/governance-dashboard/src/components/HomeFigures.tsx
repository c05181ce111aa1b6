import { useApiHolder, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  allAnswered,
  AreaProblems,
  dashboardTilesIn,
  SkeletonRows,
  useAreas,
  useTexts,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { rootRouteRef } from '../routes';
import { governanceDashboardTranslationRef } from '../translation';
import styles from './Dashboard.module.css';
import { dashboardAddress, dashboardQuery } from './dashboardFilters';
import { Figure } from './Figure';

/** What calls for action in every area now, as the dashboard counts it. */
export function HomeFigures() {
  const { t } = useTexts(governanceDashboardTranslationRef);
  const apis = useApiHolder();
  const tiles = dashboardTilesIn(apis);
  const [query] = useState(() => {
    const today = DateTime.utc();
    const usual = dashboardAddress(today).read(new URLSearchParams());
    return dashboardQuery(usual, today);
  });
  const answers = useAreas(query && 'now', tiles, (tile, request) =>
    tile.load({ ...request, query: query! }),
  );
  const calling = answers.flatMap(({ data }, i) =>
    (data?.figures ?? []).flatMap(figure =>
      figure.alarm && (figure.value ?? 0) > 0
        ? [{ figure, tile: tiles[i] }]
        : [],
    ),
  );
  const dashboard = useRouteRef(rootRouteRef)?.();
  const isPending = answers.some(answer => answer.isPending);
  return (
    <div className={styles.home}>
      <AreaProblems answers={answers} />
      {isPending && <SkeletonRows rows={2} height={40} what={t('what')} />}
      {calling.length > 0 && (
        <ul className={styles.figures} aria-label={t('home.title')}>
          {calling.map(({ figure, tile }) => (
            <Figure
              key={`${tile.id} ${figure.id}`}
              figure={{ ...figure, title: `${tile.area}: ${figure.title}` }}
              href={figure.list && tile.listOf(apis, figure)}
            />
          ))}
        </ul>
      )}
      {allAnswered(answers) && calling.length === 0 && <p>{t('home.calm')}</p>}
      {dashboard && <Link href={dashboard}>{t('home.open')}</Link>}
    </div>
  );
}
