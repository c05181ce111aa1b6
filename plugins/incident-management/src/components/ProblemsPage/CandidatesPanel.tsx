import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  ErrorPanel,
  Panel,
  RowBoundary,
  SentenceText,
  shortName,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ProblemCandidates } from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { OpenProblemButton } from './OpenProblemButton';
import styles from './ProblemsPage.module.css';

type Candidate = ProblemCandidates['candidates'][number];

/** So many are read at once. */
const SHOWN = 3;

/** Incidents that look like one problem, each with why. Absent where there are none. */
export function CandidatesPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const [isWhole, setWhole] = useState(false);
  const { data, error, refetch } = useAsyncData('candidates', signal =>
    api.listProblemCandidates({ signal }),
  );
  if (error) {
    return (
      <ErrorPanel
        what={t('problems.candidates.what')}
        error={error}
        onRetry={refetch}
      />
    );
  }
  const candidates = data?.candidates ?? [];
  if (!candidates.length) return null;
  const shown = isWhole ? candidates : candidates.slice(0, SHOWN);
  const rest = candidates.length - shown.length;
  return (
    <Panel
      title={t('problems.candidates.title')}
      className={styles.panel}
      aside={
        rest > 0 && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setWhole(true)}
          >
            {t('problems.candidates.more', { count: rest })}
          </Button>
        )
      }
    >
      <p className={styles.lead}>{t('problems.candidates.lead')}</p>
      <ul
        className={styles.candidates}
        aria-label={t('problems.candidates.title')}
      >
        {shown.map(candidate => (
          <li key={candidate.key}>
            <RowBoundary name={candidate.key}>
              <CandidateLine candidate={candidate} />
            </RowBoundary>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function CandidateLine({ candidate }: { candidate: Candidate }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { entity, condition, cause, incidents } = candidate;
  const name = shortName(entity);
  return (
    <>
      <span className={styles.reason}>
        <SentenceText sentence={candidate.reason} />
      </span>
      <OpenProblemButton
        size="small"
        variant="secondary"
        name={t('problems.candidates.openFor', { entity: name })}
        initial={{
          title: t('problems.candidates.suggested', {
            what: condition ?? cause ?? '',
            entity: name,
          }),
          entities: [entity],
          incidents,
        }}
      />
    </>
  );
}
