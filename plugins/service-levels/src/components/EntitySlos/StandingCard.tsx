import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  AsyncContent,
  SkeletonRows,
  TitledCard,
  useAsyncData,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { SourceList } from '../SourcesPage/SourceList';
import styles from './EntitySlos.module.css';
import { SloRows } from './SloRow';

/** How an SLO stands, or the source that a definition names. */
export function StandingCard() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { entity } = useEntity();
  const { name } = entity.metadata;
  return (
    <TitledCard title={t('entity.standing.title')}>
      <WhenVisible
        placeholder={
          <SkeletonRows rows={2} height={24} what={t('entity.standing.what')} />
        }
      >
        {entity.kind === 'SLO' ? (
          <SloStanding name={name} />
        ) : (
          <SourceStanding name={name} />
        )}
      </WhenVisible>
    </TitledCard>
  );
}

function SloStanding({ name }: { name: string }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const objectives = useAsyncData(name, signal =>
    api.listObjectives({ slo: [name] }, { signal }),
  );
  return (
    <AsyncContent what={t('entity.standing.what')} rows={2} result={objectives}>
      {({ items }) =>
        items.length > 0 ? (
          <SloRows label={t('entity.standing.title')} objectives={items} />
        ) : (
          <p className={styles.quiet}>{t('entity.standing.none')}</p>
        )
      }
    </AsyncContent>
  );
}

function SourceStanding({ name }: { name: string }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const sources = useAsyncData(name, signal => api.listSources({ signal }));
  return (
    <AsyncContent what={t('entity.standing.what')} rows={2} result={sources}>
      {({ items }) => {
        const own = items.filter(source => source.name === name);
        return own.length > 0 ? (
          <SourceList sources={own} />
        ) : (
          <p className={styles.quiet}>{t('entity.standing.unknown')}</p>
        );
      }}
    </AsyncContent>
  );
}
