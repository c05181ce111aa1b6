import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import { Finding } from '@countersign/plugin-compliance-evidence-common';
import {
  recordPath,
  TimelineSource,
  useTexts,
} from '@countersign/plugin-governance-react';
import { evidenceApiRef } from '../api';
import { FindingBadge, RunBadge, SeverityBadge } from '../components/looks';
import { findingRouteRef, findingsRouteRef, runRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';

/** Of what one run found, so many are told by name: the others would hide all else that happened. */
const NAMED = 2;

/** The first findings of each run. */
function firstOfEach(findings: readonly Finding[]): Finding[] {
  const told = new Map<string, number>();
  return findings.filter(({ seen, state }) => {
    const before = told.get(seen.run) ?? 0;
    told.set(seen.run, before + 1);
    return before < NAMED || state === 'closed';
  });
}

function AllFindingsText() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return <>{t('finding.card.timeline')}</>;
}

/** What audits did with an entity: the runs that looked at it, and their findings by when they were closed or, until then, opened. */
export const loadTimeline: TimelineSource['load'] = async ({
  apis,
  signal,
  entityRef,
  limit,
}) => {
  const { runs, findings } = await apis
    .get(evidenceApiRef)!
    .getEntityHistory(entityRef, limit, { signal });
  const list = apis.get(routeResolutionApiRef)?.resolve(findingsRouteRef)?.();
  return {
    entries: [
      ...runs.map(run => ({
        id: run.number,
        at: run.endedAt ?? run.requestedAt,
        record: run.number,
        href: recordPath(apis, runRouteRef, run.number),
        title: run.title,
        state: <RunBadge state={run.state} />,
      })),
      ...firstOfEach(findings).map(finding => ({
        id: finding.number,
        at: finding.closing?.at ?? finding.opened.at,
        record: finding.number,
        href: recordPath(apis, findingRouteRef, finding.number),
        title: finding.title,
        state: (
          <>
            <FindingBadge state={finding.state} />{' '}
            <SeverityBadge severity={finding.severity} />
          </>
        ),
      })),
    ],
    more:
      list && findings.length > 0
        ? {
            text: <AllFindingsText />,
            href: `${list}?${new URLSearchParams({ entityRef })}`,
          }
        : undefined,
  };
};
