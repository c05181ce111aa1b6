import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Select, Text } from '@backstage/ui';
import {
  Run,
  StagedTables,
} from '@countersign/plugin-compliance-evidence-common';
import {
  absoluteTime,
  AsyncContent,
  errorsByField,
  Panel,
  RefusalNotice,
  SubmitArea,
  TextInput,
  useAsyncData,
  useFormDraft,
  useTexts,
  WallClockField,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { evidenceApiRef, inquiryApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { counted } from './parts';
import { useAsking } from './useAsking';

/** So many runs are offered, the newest first. */
const OFFERED = 100;
const EVERY_REPORT = '*';

/** The run that is asked, by its report and a date, the question, and the tables that it finds. */
export function ConsoleForm(props: {
  run?: string;
  onRun(number: string | undefined): void;
}) {
  const { run, onRun } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const runs = useAsyncData('console-runs', signal =>
    api.listRuns({ state: ['completed'], limit: OFFERED }, { signal }),
  );
  return (
    <AsyncContent what={t('run.what')} rows={6} result={runs}>
      {({ items }) => <Asking runs={items} run={run} onRun={onRun} />}
    </AsyncContent>
  );
}

function Asking(props: {
  runs: Run[];
  run?: string;
  onRun(number: string | undefined): void;
}) {
  const { runs, onRun } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const named = runs.find(({ number }) => number === props.run);
  const [report, setReport] = useState(named?.report ?? EVERY_REPORT);
  const [day, setDay] = useState('');
  const offered = runs.filter(
    each =>
      (report === EVERY_REPORT || each.report === report) &&
      (day === '' || each.requestedAt <= `${day}T23:59:59.999Z`),
  );
  // A run that is named by its number is asked, even where the list does not reach back to it.
  const number =
    offered.find(each => each.number === props.run)?.number ??
    (named ? undefined : props.run) ??
    offered[0]?.number;
  const reports = [...new Map(runs.map(each => [each.report, each.title]))];
  return (
    <div className={styles.console}>
      <Panel title={t('inquiry.console.title')}>
        <Text color="secondary">{t('inquiry.console.lead')}</Text>
        <div className={styles.row}>
          <Select
            label={t('inquiry.console.report')}
            options={[
              { id: EVERY_REPORT, label: t('report.all') },
              ...reports.map(([id, label]) => ({ id, label })),
            ]}
            value={report}
            onChange={key => {
              setReport(String(key));
              onRun(undefined);
            }}
          />
          <WallClockField
            label={t('inquiry.console.date')}
            type="date"
            value={day}
            onChange={chosen => {
              setDay(chosen);
              onRun(undefined);
            }}
          />
          <Select
            label={t('inquiry.console.run')}
            options={[
              ...(number && !offered.some(each => each.number === number)
                ? [{ id: number, label: number }]
                : []),
              ...offered.map(each => ({
                id: each.number,
                label: `${each.number} · ${absoluteTime(each.requestedAt)}`,
              })),
            ]}
            value={number ?? null}
            onChange={key => onRun(String(key))}
          />
        </div>
        {number ? (
          <QuestionForm key={number} run={number} />
        ) : (
          <span className={styles.quiet}>{t('inquiry.console.noRun')}</span>
        )}
      </Panel>
      {number && <SchemaPanel run={number} />}
    </div>
  );
}

function QuestionForm({ run }: { run: string }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { values, change, discard } = useFormDraft(
    `compliance-evidence/console/${run}`,
    { title: '', text: '', sql: '' },
  );
  const { ask, state } = useAsking();
  const errors = errorsByField(state.refusal?.problems ?? []);
  const title = values.title.trim();
  const isReady = title.length >= 3 && values.sql.trim() !== '';
  const submit = async () => {
    if (!isReady || state.isPending) return;
    const text = values.text.trim();
    const body = { title, sql: values.sql, ...(text && { text }) };
    const isAnswered = await ask(body, (api, asked, options) =>
      api.askQuestion(run, asked, options),
    );
    if (isAnswered) discard();
  };
  return (
    <SubmitArea onSubmit={submit} className={styles.stack}>
      <TextInput
        label={t('inquiry.console.questionTitle')}
        isRequired
        value={values.title}
        error={errors.title}
        onChange={said => change({ title: said })}
      />
      <TextInput
        label={t('inquiry.console.sql')}
        description={t('inquiry.console.sqlHint')}
        isRequired
        monospace
        rows={8}
        value={values.sql}
        error={errors.sql}
        onChange={sql => change({ sql })}
      />
      <TextInput
        label={t('inquiry.console.why')}
        value={values.text}
        error={errors.text}
        onChange={text => change({ text })}
      />
      {state.refusal && <RefusalNotice refusal={state.refusal} />}
      <div>
        <Button
          variant="primary"
          isDisabled={!isReady}
          isPending={state.isPending}
          onPress={submit}
        >
          {t('inquiry.console.submit')}
        </Button>
      </div>
    </SubmitArea>
  );
}

/** The tables of a run with their columns: names are what a question writes. */
function SchemaPanel({ run }: { run: string }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(inquiryApiRef);
  const schema = useAsyncData(run, signal =>
    api.getStagedTables(run, { signal }),
  );
  return (
    <Panel title={t('inquiry.console.schema')}>
      <AsyncContent
        what={t('inquiry.console.schemaWhat')}
        rows={8}
        result={schema}
      >
        {({ tables }) => (
          <>
            {tables.map(table => (
              <TableDetails key={table.name} table={table} />
            ))}
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}

function TableDetails({ table }: { table: StagedTables['tables'][number] }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { name, title, rows, columns } = table;
  return (
    <details>
      <summary>
        <code>{name}</code>{' '}
        {rows !== undefined && (
          <span className={styles.quiet}>
            {t('inquiry.console.tableRows', counted(rows))}
          </span>
        )}
      </summary>
      <span className={styles.quiet}>{title}</span>
      <ul className={styles.lines}>
        {columns.map(column => (
          <li key={column.name}>
            <code className={styles.grow}>{column.name}</code>
            <span className={styles.quiet}>{column.type}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
