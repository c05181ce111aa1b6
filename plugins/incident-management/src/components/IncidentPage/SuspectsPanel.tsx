import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { phrasesOf } from '@countersign/plugin-governance-common';
import {
  AsyncContent,
  EntityLink,
  Panel,
  RecordNumber,
  recordLinksApiRef,
  RelativeTime,
  RowBoundary,
  SentenceText,
  ToneBadge,
  useAsyncData,
  useOpening,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Suspects } from '@countersign/plugin-incident-management-common';
import { RiCheckLine } from '@remixicon/react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { CauseDialog } from './dialogs/CauseDialog';
import { useIncidentPage } from './IncidentContext';
import styles from './IncidentPage.module.css';
import { useAllowed } from './useAllowed';

/** A number by which an app is asked whether it has pages of changes. */
const ANY_CHANGE = 'CHG0000001';

type Suspect = Suspects['items'][number];

/** Changes that may have caused it, the most likely first, each with why; confirmed, one is its cause. Nothing where there are no changes. */
export function SuspectsPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { detail, generation } = useIncidentPage();
  const { number } = detail.incident;
  const suspects = useAsyncData(
    `${number}/${generation}`,
    signal => api.getSuspects(number, { signal }),
    { keepPrevious: true },
  );
  const links = useApiHolder().get(recordLinksApiRef);
  if (suspects.data?.isMissing) return null;
  // Nothing is awaited in an app without pages of changes: what stands beneath would come up again when the answer is that there are none.
  if (suspects.isPending && links?.pathOf(ANY_CHANGE) === undefined) {
    return null;
  }
  return (
    <Panel title={t('incident.suspects.title')}>
      <AsyncContent
        what={t('incident.suspects.what')}
        rows={2}
        result={suspects}
      >
        {({ items, problem }) =>
          items.length === 0 ? (
            <p className={styles.quiet}>
              {problem ?? t('incident.suspects.none')}
            </p>
          ) : (
            <ol className={styles.suspects}>
              {items.map(suspect => (
                <li key={suspect.change}>
                  <RowBoundary name={suspect.change}>
                    <SuspectLine suspect={suspect} />
                  </RowBoundary>
                </li>
              ))}
            </ol>
          )
        }
      </AsyncContent>
    </Panel>
  );
}

function SuspectLine({ suspect }: { suspect: Suspect }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { change, title, item, path, run, confirmed } = suspect;
  const mayConfirm = useAllowed()('confirm-cause');
  const opening = useOpening();
  return (
    <>
      <div className={styles.suspect}>
        <RecordNumber number={change} hideCopy />
        <strong>{title}</strong>
        {confirmed && (
          <ToneBadge tone="danger" icon={RiCheckLine}>
            {t('incident.suspects.confirmed')}
          </ToneBadge>
        )}
        <span className={styles.quiet}>
          <RelativeTime instant={run.from} />
        </span>
      </div>
      <ul className={styles.reasons}>
        {phrasesOf('reasons', suspect).map((reason, i) => (
          <li key={i}>
            <SentenceText sentence={reason} />
          </li>
        ))}
      </ul>
      {path.length > 0 && (
        <details>
          <summary>{t('incident.suspects.path')}</summary>
          {path.map(({ from, relation, to }) => (
            <div key={`${from} ${to}`}>
              <EntityLink entityRef={from} hideIcon /> {relation}{' '}
              <EntityLink entityRef={to} hideIcon />
            </div>
          ))}
        </details>
      )}
      {path.length === 0 && <EntityLink entityRef={item} />}
      {mayConfirm && !confirmed && (
        <div>
          <Button
            size="small"
            variant="secondary"
            aria-label={t('incident.suspects.confirm', { change })}
            onPress={opening.open}
          >
            {t('verbs.verb.confirm-cause')}
          </Button>
          <CauseDialog key={opening.key} change={change} {...opening.dialog} />
        </div>
      )}
    </>
  );
}
