import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  Run,
  RunDetail,
  RunVerb,
  RunVerbBody,
} from '@countersign/plugin-compliance-evidence-common';
import {
  changedFields,
  RecordState,
  useTexts,
  useVerb,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { evidenceApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';

/** What a reader may have relied on. */
const watched = { state: ({ state }: Run) => state };

/** What the reader may do with a run now. */
export function RunVerbButtons({ state }: { state: RecordState<RunDetail> }) {
  return (
    <>
      {state.detail.actions
        .filter(({ allowed }) => allowed)
        .map(({ verb }) => (
          <RunVerbButton key={verb} verb={verb} state={state} />
        ))}
    </>
  );
}

function RunVerbButton(props: {
  verb: RunVerb;
  state: RecordState<RunDetail>;
}) {
  const { verb, state } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { number, version } = state.detail.run;
  const act = useVerb<RunDetail, RunVerbBody>(state, {
    act: (body, options) => api.actOnRun(number, verb, body, options),
    differences: (before, after) =>
      changedFields(watched, before.run, after.run),
    isStale: ({ guard }) => guard === 'state',
  });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant={verb === 'retry' ? 'primary' : 'secondary'}
        onPress={() => setOpen(true)}
      >
        {t(`run.verb.${verb}`)}
      </Button>
      <VerbTextDialog
        title={t(`run.verbTitle.${verb}`, { number })}
        action={t(`run.verb.${verb}`)}
        textLabel={t('run.reason')}
        draftKey={`${number}/${verb}`}
        verb={act}
        bodyOf={text => ({ version, ...(text && { reason: text }) })}
        destructive={verb === 'cancel'}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <Text>{t(`run.lead.${verb}`)}</Text>
      </VerbTextDialog>
    </>
  );
}
