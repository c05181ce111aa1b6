import { useApi } from '@backstage/frontend-plugin-api';
import {
  CommentBox,
  RefusalNotice,
  TimelineNarrowing,
  TimelinePanel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { useMemo } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { EntryActions } from './EntryActions';
import { entryLooks } from './entryLooks';
import { Following } from './Following';
import { isPinned } from './incidentEvent';
import { useIncidentPage } from './IncidentContext';
import { useAllowed } from './useAllowed';
import { useVerb } from './useVerb';

const words = ['incident.noted', 'incident.updated'];

/** The spine of the page: what happened, oldest first, and beneath it where the reader adds to it. */
export function TimelineSection() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { detail, generation } = useIncidentPage();
  const { number, version } = detail.incident;
  const mayNote = useAllowed()('note');
  const { run, isPending, refusal, moved } = useVerb('note');
  const looks = useMemo(
    () => ({
      ...entryLooks(t),
      actionsOf: (event: TimelineEvent) => <EntryActions event={event} />,
    }),
    [t],
  );
  const narrowings: TimelineNarrowing[] = [
    { id: 'all', label: t('incident.narrowing.all'), shows: () => true },
    {
      id: 'words',
      label: t('incident.narrowing.words'),
      shows: ({ lead }) => words.includes(lead.type),
    },
    {
      id: 'pinned',
      label: t('incident.narrowing.pinned'),
      shows: ({ events }) => events.some(isPinned),
    },
  ];
  return (
    <TimelinePanel
      title={t('incident.section.timeline')}
      aside={<Following />}
      fetchKey={`${number}/${version}/${generation}`}
      loadPage={(query, options) => api.getTimeline(number, query, options)}
      looks={looks}
      narrowings={narrowings}
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
