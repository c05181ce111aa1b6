import { Button, Text } from '@backstage/ui';
import {
  useOpening,
  useTexts,
  VerbDialog,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useAllowed } from '../IncidentPage/useAllowed';
import { useVerb } from '../IncidentPage/useVerb';

/** Publishes a review, or takes its writing over, each as far as it is open to the reader. */
export function ReviewActions() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const may = useAllowed();
  const publishing = useOpening();
  const taking = useOpening();
  return (
    <>
      {may('publish-review') && (
        <Button variant="primary" onPress={publishing.open}>
          {t('verbs.verb.publish-review')}
        </Button>
      )}
      {may('take-review') && (
        <Button variant="tertiary" onPress={taking.open}>
          {t('verbs.verb.take-review')}
        </Button>
      )}
      <PublishDialog key={`publish/${publishing.key}`} {...publishing.dialog} />
      <TakeDialog key={`take/${taking.key}`} {...taking.dialog} />
    </>
  );
}

function PublishDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, review } = useIncidentPage().detail.incident;
  const { run, ...state } = useVerb('publish-review');
  const revision = review?.revision ?? 0;
  return (
    <VerbDialog
      title={t('review.publish.title', { number })}
      action={t('verbs.verb.publish-review')}
      state={state}
      onSubmit={async () => {
        if (await run({ revision })) props.onClose();
      }}
      {...props}
    >
      <Text>{t('review.publish.lead', { revision: String(revision) })}</Text>
    </VerbDialog>
  );
}

function TakeDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  return (
    <VerbTextDialog
      title={t('review.take.title', { number })}
      action={t('verbs.verb.take-review')}
      textLabel={t('review.take.reason')}
      draftKey={`${number}/take-review`}
      verb={useVerb('take-review')}
      bodyOf={reason => ({ reason })}
      required
      {...props}
    />
  );
}
