import { useApi } from '@backstage/frontend-plugin-api';
import {
  CommentBox,
  RefusalNotice,
  TimelinePanel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { useProblemPage } from './ProblemContext';
import { problemEntryLooks } from './problemEntryLooks';
import { useMayDo, useProblemVerb } from './useProblemVerb';

/** What happened, oldest first, and beneath it where the reader adds to it. */
export function ProblemTimeline() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { detail, generation } = useProblemPage();
  const { number, version } = detail.problem;
  const mayNote = useMayDo()('note');
  const { run, isPending, refusal, moved } = useProblemVerb('note');
  const looks = useMemo(() => problemEntryLooks(t), [t]);
  return (
    <TimelinePanel
      title={t('problem.section.timeline')}
      fetchKey={`${number}/${version}/${generation}`}
      loadPage={(query, options) =>
        api.getProblemTimeline(number, query, options)
      }
      looks={looks}
    >
      {mayNote && (
        <CommentBox
          draftKey={`${number}/note`}
          isPending={isPending}
          onSend={text => run({ text })}
        >
          {refusal && <RefusalNotice refusal={refusal} moved={moved} />}
        </CommentBox>
      )}
    </TimelinePanel>
  );
}
