import { useApi } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  AsyncContent,
  Panel,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  BurnDownView,
  burnDownViews,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { BurnDownChart } from './BurnDownChart';
import { MarkList } from './MarkList';
import { Spending } from './Spending';
import { useMarks } from './useMarks';

/** How the budget went, and on it what happened meanwhile; beneath it the times that spent the most. */
export function BurnDownSection(props: {
  objective: ObjectiveDetail;
  /** Another one each time something was written about the objective. */
  generation: number;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { objective, generation } = props;
  const [view, setView] = useState<BurnDownView>('window');
  const result = useAsyncData(
    `${view}/${objective.evaluatedAt}/${generation}`,
    signal => api.getBurnDown(objective.id, { view }, { signal }),
    { keepPrevious: true },
  );
  const marks = useMarks(objective, result.data);
  return (
    <Panel
      title={t('objective.burnDown.title')}
      aside={
        <ToggleButtonGroup
          aria-label={t('objective.burnDown.view.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={keys => {
            const chosen = burnDownViews.find(each => keys.has(each));
            if (chosen) setView(chosen);
          }}
        >
          {burnDownViews.map(each => (
            <ToggleButton key={each} id={each} size="small">
              {t(`objective.burnDown.view.${each}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      <AsyncContent
        what={t('objective.burnDown.what')}
        rows={10}
        result={result}
      >
        {burnDown => (
          <>
            <BurnDownChart burnDown={burnDown} marks={marks.shown} />
            {burnDown.spending && (
              <Spending spending={burnDown.spending} marks={marks.all} />
            )}
            <MarkList marks={marks} />
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}
