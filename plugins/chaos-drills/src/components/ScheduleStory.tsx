import { useApi } from '@backstage/frontend-plugin-api';
import {
  Schedule,
  scheduleStories,
} from '@countersign/plugin-chaos-drills-common';
import {
  ProofPanel,
  TimelinePanel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { chaosDrillsApiRef, scheduleProof } from '../api';
import { chaosDrillsTranslationRef } from '../translation';
import { entryLooks } from './entryLooks';

/** What happened to a schedule that somebody has turned on once, and its proof. */
export function ScheduleStory({ schedule }: { schedule: Schedule }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const looks = useMemo(() => entryLooks(t), [t]);
  const proof = useMemo(() => scheduleProof(api), [api]);
  const { experiment, state, at, last } = schedule;
  if (state === 'off') return null;
  const version = `${state} ${at} ${last?.drill}`;
  return (
    <>
      <TimelinePanel
        title={t('schedule.timeline')}
        fetchKey={version}
        loadPage={(query, options) =>
          api.getScheduleTimeline(experiment, query, options)
        }
        looks={looks}
      />
      <ProofPanel
        key={version}
        number={experiment}
        source={proof}
        generation={0}
        judge={scheduleStories.judge}
      />
    </>
  );
}
