import { useApiHolder } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { DashboardAnswer } from '@countersign/plugin-governance-common';
import {
  AreaAnswer,
  DashboardTile,
  ErrorPanel,
  SkeletonRows,
  useTexts,
} from '@countersign/plugin-governance-react';
import { governanceDashboardTranslationRef } from '../translation';
import styles from './Dashboard.module.css';
import { Figure } from './Figure';

/** One area's figures. One that does not answer says so, and holds up no other. */
export function Tile(props: {
  tile: DashboardTile;
  answer: AreaAnswer<DashboardAnswer>;
}) {
  const { tile, answer } = props;
  const { data, error, isPending, refetch } = answer;
  const { area, icon: Icon } = tile;
  const { t } = useTexts(governanceDashboardTranslationRef);
  const apis = useApiHolder();
  const href = tile.href(apis);
  return (
    <section className={styles.tile} aria-label={area}>
      <div className={styles.head}>
        <Icon size={18} aria-hidden />
        <Text as="h2" variant="title-x-small" weight="bold">
          {href ? <Link href={href}>{area}</Link> : area}
        </Text>
      </div>
      {error && (
        <ErrorPanel what={area} error={error} onRetry={() => refetch()} />
      )}
      {isPending && <SkeletonRows rows={4} height={40} what={area} />}
      {data && (
        <>
          {data.note && <p className={styles.note}>{data.note}</p>}
          {data.figures.length === 0 && <p>{t('tile.noFigures')}</p>}
          <ul className={styles.figures}>
            {data.figures.map(figure => (
              <Figure
                key={figure.id}
                figure={figure}
                onlyStated={tile.onlyStated?.[figure.id]}
                href={figure.list && tile.listOf(apis, figure)}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
