import {
  Finding,
  ListFindings,
  ListRequests,
} from '@countersign/plugin-compliance-evidence-common';
import {
  InboxItem,
  InboxSource,
  recordPath,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RiHammerLine,
  RiMessage2Line,
  RiShieldCheckLine,
} from '@remixicon/react';
import { assuranceApiRef } from '../api';
import { findingRouteRef, requestRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';

/** So many of each kind are asked for; the lists show the rest. */
const ASKED = 12;

function FindingTask({ finding }: { finding: Finding }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return finding.absentRun ? (
    <ToneBadge tone="success" icon={RiShieldCheckLine}>
      {t('finding.task.close')}
    </ToneBadge>
  ) : (
    <ToneBadge tone="danger" icon={RiHammerLine}>
      {t('finding.task.remediate')}
    </ToneBadge>
  );
}

function RequestTask({ task }: { task: 'answer' | 'judge' }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <ToneBadge tone="active" icon={RiMessage2Line}>
      {t(`request.task.${task}`)}
    </ToneBadge>
  );
}

/** What waits for the reader: findings that are theirs or their team's and open, requests to answer, answers to judge. */
export const loadInbox: InboxSource['load'] = async ({
  apis,
  signal,
  user,
  teams,
}) => {
  const api = apis.get(assuranceApiRef)!;
  const findingsOf = (query: ListFindings) =>
    api.listFindings(
      {
        state: ['open'],
        severity: ['high', 'critical'],
        limit: ASKED,
        ...query,
      },
      { signal },
    );
  const requestsOf = (query: ListRequests) =>
    api.listRequests({ limit: ASKED, ...query }, { signal });
  const [mine, ours, toAnswer, toJudge] = await Promise.all([
    findingsOf({ owner: [user] }),
    findingsOf({ team: [user, ...teams] }),
    requestsOf({ state: ['open'], assignee: [user] }),
    requestsOf({ state: ['answered'], requester: [user] }),
  ]);
  const items = new Map<string, InboxItem>();
  // What somebody of the team sees to already waits for that person.
  const unowned = ours.items.filter(({ owner }) => owner === undefined);
  for (const finding of [...mine.items, ...unowned]) {
    const { number, title, opened } = finding;
    items.set(number, {
      id: number,
      record: number,
      href: recordPath(apis, findingRouteRef, number),
      title,
      task: <FindingTask finding={finding} />,
      since: opened.at,
    });
  }
  for (const [task, page] of [
    ['answer', toAnswer],
    ['judge', toJudge],
  ] as const) {
    for (const { number, title, opened, due } of page.items) {
      items.set(number, {
        id: number,
        record: number,
        href: recordPath(apis, requestRouteRef, number),
        title,
        task: <RequestTask task={task} />,
        since: opened.at,
        dueAt: due,
      });
    }
  }
  return { items: [...items.values()] };
};
