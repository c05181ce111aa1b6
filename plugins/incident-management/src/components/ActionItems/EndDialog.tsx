import { Text } from '@backstage/ui';
import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import { ActionItem } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useVerb } from '../IncidentPage/useVerb';

/** Asks what came of an action item, or why it is not done. */
export function EndDialog(props: {
  item: ActionItem;
  as: 'finish' | 'cancel';
  isOpen: boolean;
  onClose(): void;
}) {
  const { item, as, ...dialog } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const finish = useVerb('finish-action');
  const cancel = useVerb('cancel-action');
  return (
    <VerbTextDialog
      title={t(`review.action.${as}Title`)}
      action={t(`verbs.verb.${as}-action`)}
      textLabel={t(
        as === 'finish' ? 'review.action.came' : 'review.action.why',
      )}
      draftKey={`${number}/${as}-action/${item.id}`}
      verb={as === 'finish' ? finish : cancel}
      bodyOf={text => ({ action: item.id, text })}
      required
      destructive={as === 'cancel'}
      {...dialog}
    >
      <Text>{item.text}</Text>
    </VerbTextDialog>
  );
}
