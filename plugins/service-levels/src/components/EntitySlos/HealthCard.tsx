import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  AsyncContent,
  SkeletonRows,
  TitledCard,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { FirstSlo } from './FirstSlo';
import { SloRows } from './SloRow';
import { useComponentSlos } from './useComponentSlos';
import { useSloTab } from './useSloTab';

/** As many as the answer usually has; of more, the worst. */
const ROWS = 5;

/** "Is it healthy?": the objectives of this component, worst first. */
export function HealthCard() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { entity } = useEntity();
  const what = t('entity.health.what');
  return (
    <TitledCard title={t('entity.health.title')}>
      <WhenVisible
        placeholder={<SkeletonRows rows={ROWS} height={24} what={what} />}
      >
        <Health
          entityRef={stringifyEntityRef(entity)}
          name={entity.metadata.name}
          what={what}
        />
      </WhenVisible>
    </TitledCard>
  );
}

function Health(props: { entityRef: string; name: string; what: string }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const slos = useComponentSlos(props.entityRef);
  const tab = useSloTab();
  return (
    <AsyncContent what={props.what} rows={ROWS} result={slos}>
      {({ items }) =>
        items.length === 0 ? (
          <FirstSlo service={props.name} isFolded />
        ) : (
          <>
            <Verdict objectives={items} />
            <SloRows
              label={t('entity.health.title')}
              objectives={items.slice(0, ROWS)}
            />
            {items.length > ROWS && tab && (
              <Link href={tab}>
                {t('entity.health.all', { total: String(items.length) })}
              </Link>
            )}
          </>
        )
      }
    </AsyncContent>
  );
}

/** The answer in one sentence: that all hold, or how many are in the worst state there is. */
function Verdict(props: { objectives: readonly ObjectiveSummary[] }) {
  const { objectives } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const [{ state }] = objectives;
  const total = objectives.length;
  const count = objectives.filter(each => each.state === state).length;
  return (
    <strong>
      {state === 'ok'
        ? t('entity.health.holds', { count: total })
        : t(`entity.health.lead.${state}`, { count, total: String(total) })}
    </strong>
  );
}
