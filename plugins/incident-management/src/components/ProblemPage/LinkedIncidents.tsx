import { Button } from '@backstage/ui';
import {
  Panel,
  RecordNumber,
  useOpening,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Problem } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { LinkIncidentDialog } from './dialogs/LinkIncidentDialog';
import { UnlinkIncidentDialog } from './dialogs/UnlinkIncidentDialog';
import styles from './ProblemPage.module.css';
import { useMayDo } from './useProblemVerb';

/** The incidents that it is seen by. */
export function LinkedIncidents({ problem }: { problem: Problem }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { incidents } = problem;
  const may = useMayDo();
  const opening = useOpening();
  return (
    <Panel
      title={t('problem.section.incidents')}
      aside={
        may('link-incident') && (
          <Button size="small" variant="tertiary" onPress={opening.open}>
            {t('problem.verb.link-incident')}
          </Button>
        )
      }
    >
      {incidents.length === 0 && (
        <p className={styles.quiet}>{t('problem.incidents.none')}</p>
      )}
      {incidents.length > 0 && (
        <ul
          className={styles.incidents}
          aria-label={t('problem.section.incidents')}
        >
          {incidents.map(number => (
            <li key={number}>
              <RecordNumber number={number} hideCopy />
              {may('unlink-incident') && <UnlinkButton incident={number} />}
            </li>
          ))}
        </ul>
      )}
      <LinkIncidentDialog key={opening.key} {...opening.dialog} />
    </Panel>
  );
}

function UnlinkButton({ incident }: { incident: string }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const opening = useOpening();
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('problem.incidents.unlink', { number: incident })}
        onPress={opening.open}
      >
        {t('problem.verb.unlink-incident')}
      </Button>
      <UnlinkIncidentDialog
        key={opening.key}
        incident={incident}
        {...opening.dialog}
      />
    </>
  );
}
