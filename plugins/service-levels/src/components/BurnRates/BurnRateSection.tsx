import { useApi } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  AsyncContent,
  Panel,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { windowName } from '../figures';
import { BurnRateChart } from './BurnRateChart';
import styles from './BurnRates.module.css';
import { PairTable } from './PairTable';

/** How each pair of windows stands, in words, and the burn rates of one of them over time against its threshold. */
export function BurnRateSection(props: {
  objective: ObjectiveDetail;
  /** Another one each time something was written about the objective. */
  generation: number;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { objective, generation } = props;
  const { id, pairs, evaluatedAt } = objective;
  const [chosen, setChosen] = useState(0);
  const pair = pairs.at(chosen);
  const result = useAsyncData(
    pair ? `${chosen}/${evaluatedAt}/${generation}` : undefined,
    signal => api.getBurnRates(id, { pair: chosen }, { signal }),
    { keepPrevious: true },
  );
  if (!pair) return null;
  return (
    <Panel title={t('objective.burnRate.title')}>
      <p className={styles.quiet}>{t('objective.burnRate.meaning')}</p>
      <PairTable objective={objective} />
      <ToggleButtonGroup
        aria-label={t('objective.burnRate.pair')}
        className={styles.choice}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[String(chosen)]}
        onSelectionChange={([key]) => setChosen(Number(key))}
      >
        {pairs.map(({ longWindow, shortWindow }, i) => (
          <ToggleButton
            // A pair has no name but its place.
            key={`${i} ${longWindow}`}
            id={String(i)}
            size="small"
            aria-label={t('objective.burnRate.windows', {
              long: windowName(longWindow),
              short: windowName(shortWindow),
            })}
          >
            {windowName(longWindow)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <AsyncContent
        what={t('objective.burnRate.what')}
        rows={8}
        result={result}
      >
        {rates => <BurnRateChart rates={rates} pair={pairs[rates.pair]} />}
      </AsyncContent>
    </Panel>
  );
}
