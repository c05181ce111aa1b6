import { useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { ProofPanel, useTexts } from '@countersign/plugin-governance-react';
import {
  ObjectiveDetail,
  objectiveStories,
} from '@countersign/plugin-service-levels-common';
import { useMemo, useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';

const DAY = 86_400_000;
const periods = ['window', 'quarter', 'year'] as const;
type Period = (typeof periods)[number];

/** The evidence of a time, and how anybody can check it: what was counted hour by hour, and the figures of it. */
export function EvidencePanel(props: {
  objective: ObjectiveDetail;
  /** Another one each time something was written about the objective. */
  generation: number;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { objective, generation } = props;
  const { id, window } = objective;
  const [period, setPeriod] = useState<Period>('window');
  const source = useMemo(() => {
    const length = { window, quarter: 90 * DAY, year: 365 * DAY }[period];
    return {
      getLedgerStatus: api.getLedgerStatus.bind(api),
      getEvidence: () => {
        const to = Date.now();
        return api.getObjectiveEvidence(id, {
          from: new Date(to - length).toISOString(),
          to: new Date(to).toISOString(),
        });
      },
    };
  }, [api, id, period, window]);
  return (
    <ProofPanel
      number={id.replace('#', '-')}
      source={source}
      generation={generation}
      judge={objectiveStories.judge}
      choice={{
        id: period,
        control: (
          <Select
            label={t('objective.evidence.period')}
            size="small"
            options={periods.map(each => ({
              id: each,
              label: t(`objective.burnDown.view.${each}`),
            }))}
            value={period}
            onChange={key => {
              const chosen = periods.find(each => each === key);
              if (chosen) setPeriod(chosen);
            }}
          />
        ),
      }}
    />
  );
}
