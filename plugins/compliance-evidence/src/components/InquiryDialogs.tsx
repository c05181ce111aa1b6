import { Button, Select, Text } from '@backstage/ui';
import {
  LARGEST_SAMPLE,
  RunDetail,
} from '@countersign/plugin-compliance-evidence-common';
import {
  errorsByField,
  TextInput,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { complianceEvidenceTranslationRef } from '../translation';
import { FileInput } from './FileInput';
import { useAsking } from './useAsking';

function QuestionSelect(props: {
  questions: RunDetail['questions'];
  value: string;
  onChange(name: string): void;
}) {
  const { questions, value, onChange } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <Select
      label={t('inquiry.dialog.question')}
      options={questions.map(({ name, title, rows }) => ({
        id: name,
        label: `${title} (${rows})`,
      }))}
      value={value}
      onChange={key => onChange(String(key))}
    />
  );
}

/** Takes a sample of an answer. */
export function SampleButton({ detail }: { detail: RunDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { number } = detail.run;
  const questions = detail.questions.filter(({ rows }) => rows > 0);
  const [isOpen, setOpen] = useState(false);
  const [question, setQuestion] = useState(questions[0]?.name ?? '');
  const [typed, setTyped] = useState('25');
  const [text, setText] = useState('');
  const { ask, state } = useAsking();
  const size = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  const isReady = question !== '' && size > 0 && size <= LARGEST_SAMPLE;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isDisabled={questions.length === 0}
        onPress={() => setOpen(true)}
      >
        {t('inquiry.next.sample')}
      </Button>
      <VerbDialog
        title={t('inquiry.dialog.sampleTitle', { number })}
        action={t('inquiry.next.sample')}
        textLabel={t('inquiry.dialog.why')}
        text={text}
        onText={setText}
        blocked={!isReady}
        state={state}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={() =>
          ask({ question, size, ...wordsOf(text) }, (api, body, options) =>
            api.takeSample(number, body, options),
          )
        }
      >
        <Text>{t('inquiry.dialog.sampleLead')}</Text>
        <QuestionSelect
          questions={questions}
          value={question}
          onChange={setQuestion}
        />
        <TextInput
          label={t('inquiry.dialog.size')}
          isRequired
          value={typed}
          error={errorsByField(state.refusal?.problems ?? []).size}
          onChange={setTyped}
        />
      </VerbDialog>
    </>
  );
}

/** Holds an answer against a file that was made by hand. */
export function ShadowButton({ detail }: { detail: RunDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { number } = detail.run;
  const [isOpen, setOpen] = useState(false);
  const [question, setQuestion] = useState(detail.questions[0]?.name ?? '');
  const [file, setFile] = useState<{ name: string; content: string }>();
  const [text, setText] = useState('');
  const { ask, state } = useAsking();
  const errors = errorsByField(state.refusal?.problems ?? []);
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isDisabled={detail.questions.length === 0}
        onPress={() => setOpen(true)}
      >
        {t('inquiry.next.shadow')}
      </Button>
      <VerbDialog
        title={t('inquiry.dialog.shadowTitle', { number })}
        action={t('inquiry.next.shadow')}
        textLabel={t('inquiry.dialog.why')}
        text={text}
        onText={setText}
        blocked={!file || question === ''}
        state={state}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={() => {
          if (!file) return;
          ask({ question, file, ...wordsOf(text) }, (api, body, options) =>
            api.holdShadow(number, body, options),
          );
        }}
      >
        <Text>{t('inquiry.dialog.shadowLead')}</Text>
        <QuestionSelect
          questions={detail.questions}
          value={question}
          onChange={setQuestion}
        />
        <FileInput
          label={t('inquiry.dialog.file')}
          accept=".csv,.xlsx"
          error={errors['file.content'] ?? errors.key ?? errors.columns}
          onFile={setFile}
        />
      </VerbDialog>
    </>
  );
}

/** Plants the breaches that the report declares into a copy of the data. */
export function SeedButton({ number }: { number: string }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const { ask, state } = useAsking();
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t('inquiry.next.seed')}
      </Button>
      <VerbDialog
        title={t('inquiry.dialog.seedTitle', { number })}
        action={t('inquiry.next.seed')}
        textLabel={t('inquiry.dialog.why')}
        text={text}
        onText={setText}
        state={state}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={() =>
          ask(wordsOf(text), (api, body, options) =>
            api.seedViolations(number, body, options),
          )
        }
      >
        <Text>{t('inquiry.dialog.seedLead')}</Text>
      </VerbDialog>
    </>
  );
}

function wordsOf(text: string): { text?: string } {
  return text.trim() ? { text: text.trim() } : {};
}
