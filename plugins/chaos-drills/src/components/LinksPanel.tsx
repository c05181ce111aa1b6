import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { Drill } from '@countersign/plugin-chaos-drills-common';
import {
  Digest,
  DownloadButton,
  Facts,
  Panel,
  RecordNumber,
  useAsyncData,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { useRunbookLink } from '../hooks/useRunbookLink';
import { experimentRouteRef, leverRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';

/** What belongs to a drill: the change that permits it, what it set off, what it played, the runbook, and its journal. */
export function LinksPanel({ drill }: { drill: Drill }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const experimentLink = useRouteRef(experimentRouteRef);
  const leverHref = useRouteRef(leverRouteRef)?.();
  const experiments = useAsyncData('experiments', signal =>
    api.listExperiments({ signal }),
  );
  const { number, change, response, measurement, problem, entity } = drill;
  const { retestOf, schedule } = drill;
  const retests = useAsyncData(`retests-${number}`, signal =>
    api.listDrills({ retestOf: [number] }, { signal }),
  );
  const played = experiments.data?.items.find(
    ({ digest }) => digest === drill.experiment,
  );
  const runbookHref = useRunbookLink({ runbook: played?.runbook, entity });
  const experimentHref = played && experimentLink?.({ name: played.name });
  const retestHref =
    experimentHref && `${experimentHref}?plan&retest=${number}`;
  return (
    <Panel title={t('drill.links.title')}>
      <Facts
        facts={[
          {
            id: 'change',
            label: t('drill.links.change'),
            value: change ? (
              <RecordNumber number={change} />
            ) : (
              <span className={styles.quiet}>{t('drill.links.noChange')}</span>
            ),
          },
          {
            id: 'schedule',
            label: t('drill.links.schedule'),
            value: schedule && <WindowText window={schedule} />,
          },
          {
            id: 'retestOf',
            label: t('drill.links.retestOf'),
            value: retestOf !== undefined && <RecordNumber number={retestOf} />,
          },
          {
            id: 'retests',
            label: t('drill.links.retests'),
            value: drill.state === 'ended' && (
              <span className={styles.row}>
                {retests.data?.items.map(each => (
                  <RecordNumber key={each.number} number={each.number} />
                ))}
                {retestHref && (
                  <Link href={retestHref}>{t('drill.links.retest')}</Link>
                )}
              </span>
            ),
          },
          {
            id: 'lever',
            label: t('drill.links.lever'),
            value: drill.stop?.pull !== undefined && (
              <Link href={leverHref}>{t('lever.title')}</Link>
            ),
          },
          {
            id: 'alert',
            label: t('drill.links.alert'),
            value: measurement?.alert && (
              <RecordNumber number={measurement.alert} />
            ),
          },
          {
            id: 'incident',
            label: t('drill.links.incident'),
            value: response && <RecordNumber number={response.incident} />,
          },
          {
            id: 'problem',
            label: t('drill.links.problem'),
            value: problem && <RecordNumber number={problem} />,
          },
          {
            id: 'experiment',
            label: t('drill.links.experiment'),
            value: (
              <span className={styles.row}>
                {played && (
                  <Link href={experimentLink?.({ name: played.name })}>
                    {played.name}
                  </Link>
                )}
                {!played && experiments.data && (
                  <span className={styles.quiet}>
                    {t('drill.links.otherText')}
                  </span>
                )}
                <Digest value={drill.experiment} />
              </span>
            ),
          },
          {
            id: 'runbook',
            label: t('drill.links.runbook'),
            value:
              played?.runbook &&
              (runbookHref ? (
                <Link href={runbookHref}>{played.runbook}</Link>
              ) : (
                <code className={styles.mono}>{played.runbook}</code>
              )),
          },
          {
            id: 'journal',
            label: t('drill.links.journal'),
            value: drill.state === 'ended' && (
              <DownloadButton
                name={`${number}.journal.json`}
                text={t('drill.links.saveJournal')}
                type="application/json"
                load={() => api.getJournal(number)}
              />
            ),
          },
        ].filter(({ value }) => value !== false)}
      />
    </Panel>
  );
}
