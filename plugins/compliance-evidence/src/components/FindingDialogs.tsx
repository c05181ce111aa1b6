import { useApi } from '@backstage/frontend-plugin-api';
import {
  Finding,
  FindingDetail,
  FindingInput,
  FindingVerb,
  runNumber,
} from '@countersign/plugin-compliance-evidence-common';
import {
  DialogProps,
  PersonDialog,
  RecordState,
  TextInput,
  useRecordVerb,
  useTexts,
  VerbTextDialog,
  WallClockField,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { assuranceApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';
import { linesOf } from './parts';

/** What a reader may have relied on. */
const watched = {
  state: ({ state }: Finding) => state,
  owner: ({ owner }: Finding) => owner ?? '',
  explanation: ({ explanation }: Finding) => explanation?.text ?? '',
};

type Props = DialogProps & { state: RecordState<FindingDetail> };

function useFindingVerb<V extends FindingVerb>(
  state: RecordState<FindingDetail>,
  verb: V,
) {
  const api = useApi(assuranceApiRef);
  const { number } = state.detail.finding;
  return useRecordVerb(state, {
    act: (body: FindingInput<V>, options) =>
      api.actOnFinding(number, verb, body, options),
    recordOf: ({ finding }) => finding,
    watched,
  });
}

/** The dialog of a verb of a finding: asks for what it takes. */
export function FindingDialogOf(props: Props & { verb: FindingVerb }) {
  const { verb, ...dialog } = props;
  switch (verb) {
    case 'explain':
      return <ExplainDialog {...dialog} />;
    case 'accept':
      return <AcceptDialog {...dialog} />;
    case 'remediate':
      return <RemediateDialog {...dialog} />;
    case 'close':
      return <CloseDialog {...dialog} />;
    case 'assign':
      return <AssignDialog {...dialog} />;
    default:
      return <WordsDialog {...dialog} verb={verb} />;
  }
}

/** What every dialog of a finding says in the same way. */
function useDialogTexts(state: RecordState<FindingDetail>, verb: FindingVerb) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { number } = state.detail.finding;
  return {
    title: t(`finding.dialog.${verb}`, { number }),
    action: t(`finding.verb.${verb}`),
    draftKey: `${number}/${verb}`,
  };
}

function WordsDialog(
  props: Props & { verb: 'revoke-acceptance' | 'reopen' | 'note' },
) {
  const { verb, state, ...dialog } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const act = useFindingVerb(state, verb);
  return (
    <VerbTextDialog
      {...useDialogTexts(state, verb)}
      {...dialog}
      textLabel={t(`finding.text.${verb}`)}
      verb={act}
      bodyOf={text =>
        (verb === 'note' ? { text } : { reason: text }) as FindingInput<
          typeof verb
        >
      }
      required
    />
  );
}

function ExplainDialog({ state, ...dialog }: Props) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [evidence, setEvidence] = useState('');
  return (
    <VerbTextDialog
      {...useDialogTexts(state, 'explain')}
      {...dialog}
      textLabel={t('finding.text.explain')}
      verb={useFindingVerb(state, 'explain')}
      bodyOf={text => ({
        text,
        evidence: linesOf(evidence).map(reference => ({ reference })),
      })}
      required
    >
      <TextInput
        label={t('finding.field.evidence')}
        description={t('finding.field.evidenceHint')}
        rows={2}
        value={evidence}
        onChange={setEvidence}
      />
    </VerbTextDialog>
  );
}

/** The end of a day in the reader's own zone, as an instant. */
function endOfDay(day: string): string | undefined {
  const at = new Date(`${day}T23:59:59`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function AcceptDialog({ state, ...dialog }: Props) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [day, setDay] = useState('');
  const until = day ? endOfDay(day) : undefined;
  return (
    <VerbTextDialog
      {...useDialogTexts(state, 'accept')}
      {...dialog}
      textLabel={t('finding.text.accept')}
      verb={useFindingVerb(state, 'accept')}
      bodyOf={reason => (until ? { until, reason } : undefined)}
      blocked={until === undefined}
      required
    >
      <WallClockField
        label={t('finding.field.until')}
        type="date"
        value={day}
        onChange={setDay}
      />
    </VerbTextDialog>
  );
}

function RemediateDialog({ state, ...dialog }: Props) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [typed, setTyped] = useState('');
  const change = typed.trim().toUpperCase();
  const isChange = /^CHG\d{7,}$/.test(change);
  return (
    <VerbTextDialog
      {...useDialogTexts(state, 'remediate')}
      {...dialog}
      textLabel={t('finding.text.remediate')}
      verb={useFindingVerb(state, 'remediate')}
      bodyOf={text => (isChange ? { change, text } : undefined)}
      blocked={!isChange}
      required
    >
      <TextInput
        label={t('finding.field.change')}
        description={t('finding.field.changeHint')}
        isRequired
        value={typed}
        onChange={setTyped}
      />
    </VerbTextDialog>
  );
}

function CloseDialog({ state, ...dialog }: Props) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [typed, setTyped] = useState(state.detail.finding.absentRun ?? '');
  const { about, period } = state.detail.finding;
  const isPast = about === 'period';
  const run = runNumber.schema.safeParse(typed.trim().toUpperCase()).data;
  const isReady = run !== undefined || (isPast && typed.trim() === '');
  const pastHint = period
    ? t('finding.field.periodRunHint', { period: period.label })
    : t('finding.field.pastRunHint');
  return (
    <VerbTextDialog
      {...useDialogTexts(state, 'close')}
      {...dialog}
      textLabel={t('finding.text.close')}
      verb={useFindingVerb(state, 'close')}
      bodyOf={text => (isReady ? { ...(run && { run }), text } : undefined)}
      blocked={!isReady}
      required
    >
      <TextInput
        label={t('finding.field.run')}
        description={isPast ? pastHint : t('finding.field.runHint')}
        isRequired={!isPast}
        value={typed}
        onChange={setTyped}
      />
    </VerbTextDialog>
  );
}

function AssignDialog({ state, ...dialog }: Props) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { draftKey: _draft, ...texts } = useDialogTexts(state, 'assign');
  return (
    <PersonDialog
      {...texts}
      {...dialog}
      label={t('finding.field.person')}
      description={t('finding.field.nobody')}
      person={state.detail.finding.owner}
      verb={useFindingVerb(state, 'assign')}
    />
  );
}
