import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Link } from '@backstage/ui';
import { ConfigurationItemResponse } from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import {
  AsyncContent,
  EntityLink,
  RelativeTime,
  SkeletonRows,
  TitledCard,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import { catalogGraphRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { StateBadge } from '../badges';
import { ChangeNumber } from '../ChangeNumber';
import styles from './EntityCards.module.css';
import { RelatedItems } from './RelatedItems';
import { useConfigurationItem } from './useConfigurationItem';

/** As many as the answer usually has. */
const ROWS = 5;

/** What the CMDB knows of this entity, and what hangs on it. */
export function ConfigurationItemCard() {
  const { t } = useTexts(changeManagementTranslationRef);
  const entityRef = stringifyEntityRef(useEntity().entity);
  const graphLink = useRouteRef(catalogGraphRouteRef);
  const graphQuery = new URLSearchParams({
    'rootEntityRefs[]': entityRef,
    maxDepth: '2',
  });
  const what = t('cards.item.what');
  return (
    <TitledCard
      title={t('cards.item.title')}
      aside={
        graphLink && (
          <Link href={`${graphLink()}?${graphQuery}`}>
            {t('cards.item.graph')}
          </Link>
        )
      }
    >
      <WhenVisible
        placeholder={<SkeletonRows rows={ROWS} height={24} what={what} />}
      >
        <Item entityRef={entityRef} what={what} />
      </WhenVisible>
    </TitledCard>
  );
}

function Item(props: { entityRef: string; what: string }) {
  const item = useConfigurationItem(props.entityRef);
  return (
    <AsyncContent what={props.what} rows={ROWS} result={item}>
      {response => <Facts response={response} />}
    </AsyncContent>
  );
}

function Facts(props: { response: ConfigurationItemResponse }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { item, lastChange, dependencies, dependants, dangling } =
    props.response;
  const unset = <span className={styles.quiet}>{t('cards.item.unset')}</span>;
  return (
    <>
      <dl className={styles.facts}>
        <Fact term={t('cards.item.tier')}>{item.tier ?? unset}</Fact>
        <Fact term={t('cards.item.owner')}>
          {item.owner ? <EntityLink entityRef={item.owner} /> : unset}
        </Fact>
        <Fact term={t('cards.item.version')}>{item.version ?? unset}</Fact>
        <Fact term={t('cards.item.environment')}>
          {item.environment ?? unset}
        </Fact>
        <Fact term={t('cards.item.classification')}>
          {item.dataClassification ?? unset}
        </Fact>
        <Fact term={t('cards.item.sox')}>
          {item.soxScope ? t('cards.item.soxYes') : t('cards.item.soxNo')}
        </Fact>
        <Fact term={t('cards.item.lastChange')} wide>
          {lastChange ? (
            <span className={styles.line}>
              <ChangeNumber number={lastChange.number} hideCopy />
              <span>{lastChange.title}</span>
              <StateBadge state={lastChange.state} />
              <RelativeTime instant={lastChange.updatedAt} />
            </span>
          ) : (
            t('cards.item.never')
          )}
        </Fact>
      </dl>
      <RelatedItems
        summary={t('cards.item.dependencies', { count: dependencies.length })}
        items={dependencies}
      />
      <RelatedItems
        summary={t('cards.item.dependants', { count: dependants.length })}
        items={dependants}
      />
      {dangling.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('cards.item.dangling', { count: dangling.length })}
          description={dangling.join(', ')}
        />
      )}
      {item.problems.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('cards.item.problem')}
          description={item.problems.map(({ message }) => message).join(' ')}
        />
      )}
    </>
  );
}

function Fact(props: { term: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={props.wide ? styles.wideFact : undefined}>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
