import { Button, ButtonLink } from '@backstage/ui';
import { QuestionRows } from '@countersign/plugin-compliance-evidence-common';
import { TextInput, useTexts } from '@countersign/plugin-governance-react';
import { FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { countText } from './parts';

/** So many rows stand on a page. */
export const ANSWER_PAGE = 50;

/** Where the page begins that has a row. */
export const pageWith = (row: number) =>
  Math.floor(row / ANSWER_PAGE) * ANSWER_PAGE;

/** The way to the other rows of an answer: pages beside this one, its ends, and a row by its number. */
export function AnswerPager({
  rows,
  from,
}: {
  rows: QuestionRows;
  from: number;
}) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { items, nextFrom, question } = rows;
  const total = question.rows;
  const end = items.at(-1)?.position ?? from;
  const last = pageWith(total - 1);
  return (
    <nav className={styles.row} aria-label={t('run.answer.pages')}>
      <span role="status" className={styles.quiet}>
        {t('run.answer.range', {
          from: countText(from + 1),
          to: countText(end + 1),
          total: countText(total),
        })}
      </span>
      {from > 0 && (
        <>
          <PageLink from={0} text={t('run.answer.first')} />
          <PageLink
            from={Math.max(0, from - ANSWER_PAGE)}
            text={t('run.answer.previous')}
          />
        </>
      )}
      {nextFrom !== undefined && (
        <>
          <PageLink from={nextFrom} text={t('run.answer.next')} />
          <PageLink from={last} text={t('run.answer.last')} />
        </>
      )}
      {total > ANSWER_PAGE && <GoToRow total={total} />}
    </nav>
  );
}

function PageLink({ from, text }: { from: number; text: string }) {
  return (
    <ButtonLink size="small" variant="secondary" href={`?from=${from}`}>
      {text}
    </ButtonLink>
  );
}

/** A row is named by its number, as in the workbook and in what an auditor asks about. */
function GoToRow({ total }: { total: number }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [, setParams] = useSearchParams();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const digits = typed.replace(/[\s.,]/g, '');
    const row = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
    const isRow = row >= 1 && row <= total;
    setWrong(!isRow);
    if (!isRow) return;
    setTyped('');
    setParams({ from: String(pageWith(row - 1)), row: String(row - 1) });
  };
  return (
    <form className={styles.rowForm} onSubmit={submit}>
      <TextInput
        label={t('run.answer.goTo')}
        value={typed}
        onChange={text => {
          setTyped(text);
          setWrong(false);
        }}
        error={
          isWrong
            ? t('run.answer.goToWrong', { total: countText(total) })
            : undefined
        }
      />
      <Button size="small" variant="secondary" type="submit">
        {t('run.answer.go')}
      </Button>
    </form>
  );
}
