import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Select, Text } from '@backstage/ui';
import {
  Conclusion,
  conclusions,
  ControlStanding,
  runNumber,
} from '@countersign/plugin-compliance-evidence-common';
import {
  errorsByField,
  readRefusal,
  ServerRefusal,
  TextInput,
  useDraft,
  useIdempotencyKey,
  useTexts,
  VerbDialog,
  WallClockField,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { assuranceApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';
import { controlText } from './ControlRefs';

/** The last quarter that has ended: what is most often attested. */
function lastQuarter(now: DateTime) {
  const start = now.minus({ quarters: 1 }).startOf('quarter');
  return {
    label: `${start.year}Q${start.quarter}`,
    from: start.toFormat('yyyy-MM-dd'),
    to: start.endOf('quarter').toFormat('yyyy-MM-dd'),
  };
}

/** The moment at which a day begins in the zone of the report. */
const instantOf = (day: string, timeZone: string, offset = 0) =>
  DateTime.fromISO(day, { zone: timeZone })
    .plus({ days: offset })
    .startOf('day')
    .toUTC()
    .toISO();

/** Attests to a control for a period, by a run. What was typed is kept through a refusal. */
export function AttestButton(props: {
  standing: ControlStanding;
  onAttested(): void;
}) {
  const { standing, onAttested } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const { keyFor, done } = useIdempotencyKey();
  const { control, lines } = standing;
  const name = controlText(control);
  const answered = lines.find(({ lastRun }) => lastRun) ?? lines[0];
  const timeZone = answered?.timeZone ?? 'UTC';
  const [period, setPeriod] = useState(() =>
    lastQuarter(DateTime.now().setZone(timeZone)),
  );
  const [typed, setTyped] = useState(answered?.lastRun?.number ?? '');
  const [conclusion, setConclusion] = useState<Conclusion>('effective');
  const [text, setText] = useDraft(`compliance-evidence/attest/${name}`);
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  const errors = errorsByField(refusal?.problems ?? []);
  const run = runNumber.schema.safeParse(typed.trim().toUpperCase()).data;
  const start = instantOf(period.from, timeZone);
  const end = instantOf(period.to, timeZone, 1);
  const isReady =
    run !== undefined && start !== null && end !== null && start < end;

  const submit = async () => {
    if (!isReady) return;
    setPending(true);
    setRefusal(undefined);
    const body = {
      control: { framework: control.framework, id: control.id },
      period: { label: period.label.trim(), start, end },
      run,
      conclusion,
      text: text.trim(),
    };
    try {
      await api.attest(body, { idempotencyKey: keyFor(body) });
      done();
      setText('');
      setOpen(false);
      onAttested();
    } catch (error) {
      setRefusal(readRefusal(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t('control.attest')}
      </Button>
      <VerbDialog
        title={t('control.attestTitle', {
          control: `${control.framework} ${control.id}`,
        })}
        action={t('control.attest')}
        textLabel={t('control.text')}
        text={text}
        onText={setText}
        required
        blocked={!isReady}
        state={{ isPending, refusal, clear: () => setRefusal(undefined) }}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={submit}
      >
        <Text>{t('control.attestLead')}</Text>
        <Text>{t('control.attestZone', { timeZone })}</Text>
        <TextInput
          label={t('control.periodLabel')}
          isRequired
          value={period.label}
          error={errors.period}
          onChange={label => setPeriod({ ...period, label })}
        />
        <WallClockField
          label={t('control.from')}
          type="date"
          value={period.from}
          onChange={from => setPeriod({ ...period, from })}
        />
        <WallClockField
          label={t('control.to')}
          type="date"
          value={period.to}
          onChange={to => setPeriod({ ...period, to })}
        />
        <TextInput
          label={t('control.run')}
          description={t('control.runHint')}
          isRequired
          value={typed}
          error={errors.run}
          onChange={setTyped}
        />
        <Select
          label={t('control.conclusionLabel')}
          options={conclusions.map(id => ({
            id,
            label: t(`control.conclusion.${id}`),
          }))}
          value={conclusion}
          onChange={key => {
            const chosen = conclusions.find(id => id === key);
            if (chosen) setConclusion(chosen);
          }}
        />
      </VerbDialog>
    </>
  );
}
