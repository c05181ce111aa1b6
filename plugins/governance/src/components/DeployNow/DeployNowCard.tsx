import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  DeployNowLine,
  RowBoundary,
  SkeletonRows,
  TitledCard,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import { Suspense } from 'react';
import { governancePagesTranslationRef } from '../../translation';
import styles from './DeployNow.module.css';

/** "Can I deploy now?": a line of each area; one that fails says so on its line. */
export function DeployNowCard(props: { lines: readonly DeployNowLine[] }) {
  const { t } = useTexts(governancePagesTranslationRef);
  const entityRef = stringifyEntityRef(useEntity().entity);
  const title = t('deployNow.title');
  const loading = (
    <SkeletonRows rows={2} height={24} what={t('deployNow.what')} />
  );
  return (
    <TitledCard title={title}>
      <WhenVisible placeholder={loading}>
        <ul className={styles.lines} aria-label={title}>
          {props.lines.map(({ area, Line }) => (
            <li key={area}>
              <RowBoundary name={area}>
                <Suspense fallback={loading}>
                  <Line entityRef={entityRef} />
                </Suspense>
              </RowBoundary>
            </li>
          ))}
        </ul>
      </WhenVisible>
    </TitledCard>
  );
}
