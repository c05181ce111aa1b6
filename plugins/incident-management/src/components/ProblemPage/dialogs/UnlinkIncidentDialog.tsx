import {
  DialogProps,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';

/** Asks why an incident is none of its own. */
export function UnlinkIncidentDialog(
  props: DialogProps & { incident: string },
) {
  const { incident, ...dialog } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useProblemPage().detail.problem;
  return (
    <VerbTextDialog
      title={t('problem.dialog.unlink-incident', { number, incident })}
      action={t('problem.verb.unlink-incident')}
      textLabel={t('problem.text.unlink-incident')}
      draftKey={`${number}/unlink-incident/${incident}`}
      verb={useProblemVerb('unlink-incident')}
      bodyOf={reason => ({ incident, reason })}
      required
      {...dialog}
    />
  );
}
