import { useApi } from '@backstage/frontend-plugin-api';
import {
  foldTimeline,
  isShownBy,
  timelineFilters,
} from '@countersign/plugin-change-management-common';
import { TimelinePanel, useTexts } from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import { CommentBox } from './CommentBox';
import { entryLooks } from './entryLooks';
import { Followers } from './Followers';

/** Conversation and timeline in one: what the ledger holds about this change, oldest first. */
export function StreamSection() {
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { detail, generation } = useChangePage();
  const { number, version } = detail.change;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <TimelinePanel
      title={t('change.section.stream')}
      aside={<Followers />}
      fetchKey={`${number}/${version}/${generation}`}
      loadPage={(query, options) => api.getTimeline(number, query, options)}
      looks={looks}
      fold={foldTimeline}
      narrowings={timelineFilters.map(id => ({
        id,
        label: t(`change.stream.filters.${id}`),
        shows: line => isShownBy(id, line),
      }))}
    >
      <CommentBox />
    </TimelinePanel>
  );
}
