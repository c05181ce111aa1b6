import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  ImportJournal,
  importJournalSchema,
  journalImportPermission,
  readForeignJournal,
} from '@countersign/plugin-chaos-drills-common';
import {
  EntityPicker,
  errorsByField,
  FileInput,
  RelativeTime,
  TextInput,
  useAction,
  useIdempotencyKey,
  useOpening,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { chaosDrillsApiRef } from '../api';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { JournalBadge } from './JournalRows';
import { ProblemLines } from './ProblemLines';

/** What can be drilled. */
const itemKinds = ['Component', 'Resource', 'API', 'System'];
const nothing = { entity: '', scenario: '' };

/** Brings the journal of another tool from a file, which is read here first: what is wrong in it is said with its line. */
export function ImportJournalButton(props: { onImported(): void }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { allowed } = usePermission({ permission: journalImportPermission });
  const opening = useOpening();
  const { keyFor, done } = useIdempotencyKey();
  const [file, setFile] = useState<ReturnType<typeof readForeignJournal>>();
  const [values, setValues] = useState(nothing);
  const { run, ...state } = useAction(
    (body: ImportJournal) =>
      api.importJournal(body, { idempotencyKey: keyFor(body) }),
    () => {
      done();
      setFile(undefined);
      setValues(nothing);
      props.onImported();
    },
  );
  if (!allowed) return null;
  const { entity } = values;
  const scenario = values.scenario.trim();
  const isWord = importJournalSchema.shape.scenario.safeParse(scenario).success;
  const errors = errorsByField(state.refusal?.problems ?? []);
  const take = async (chosen: File | undefined) => {
    state.clear();
    if (!chosen) {
      setFile(undefined);
      return;
    }
    const text = await chosen.text();
    const found = readForeignJournal({ file: chosen.name, text });
    setFile(found);
    // What somebody chose stays.
    const about = found.read?.about;
    setValues(before => ({
      entity: before.entity || (about?.entity ?? ''),
      scenario: before.scenario || (about?.scenario ?? ''),
    }));
  };
  const submit = async () => {
    if (!file?.read) return;
    const journal = file.read.content as ImportJournal['journal'];
    if (await run({ entity, scenario, journal })) opening.dialog.onClose();
  };
  return (
    <>
      <Button variant="primary" onPress={opening.open}>
        {t('journal.import.button')}
      </Button>
      <VerbDialog
        title={t('journal.import.title')}
        action={t('journal.import.button')}
        blocked={!file?.read || !entity || !isWord}
        state={state}
        {...opening.dialog}
        onSubmit={submit}
      >
        <Text>{t('journal.import.lead')}</Text>
        <FileInput
          label={t('journal.import.file')}
          accept=".json,.yaml,.yml,application/json"
          error={errors.journal}
          onFile={take}
        />
        <div role="status">
          {file?.read && (
            <div className={styles.row}>
              <JournalBadge journal={file.read.journal} />
              <strong>{file.read.journal.experiment.title}</strong>
              <span className={styles.quiet}>
                {t('journal.ended')}{' '}
                <RelativeTime instant={file.read.journal.end} />
              </span>
            </div>
          )}
          {file && file.problems.length > 0 && (
            <ProblemLines
              label={t('journal.import.problems')}
              problems={file.problems}
            />
          )}
        </div>
        <EntityPicker
          label={t('journal.import.entity')}
          description={t('journal.import.entityHelp')}
          kinds={itemKinds}
          single
          isRequired
          value={entity ? [entity] : []}
          onChange={([chosen = '']) => setValues({ ...values, entity: chosen })}
          error={errors.entity}
        />
        <TextInput
          label={t('journal.import.scenario')}
          description={t('journal.import.scenarioHelp')}
          value={values.scenario}
          onChange={text => setValues({ ...values, scenario: text })}
          error={
            scenario !== '' && !isWord
              ? t('journal.import.badScenario')
              : errors.scenario
          }
          isRequired
        />
      </VerbDialog>
    </>
  );
}
