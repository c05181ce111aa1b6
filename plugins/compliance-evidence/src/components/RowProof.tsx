import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  QuestionRow,
  QuestionRows,
} from '@countersign/plugin-compliance-evidence-common';
import {
  CopyButton,
  Digest,
  PreviewPanel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useSearchParams } from 'react-router-dom';
import { evidenceRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { PackCommand } from './PackCommand';
import { Code, countText, Facts, packName } from './parts';

/** What people call the evidence: its source, and the system that has it. */
function nameOf({ evidence }: QuestionRows, id: string): string {
  const found = evidence.find(each => each.id === id);
  return found ? `${found.source} · ${found.sourceSystem}` : id;
}

/** One row: the evidence that it came from, and the proof that it is in the run's tree. */
export function RowProof(props: {
  number: string;
  answer: QuestionRows;
  row: QuestionRow;
  from: number;
}) {
  const { number, answer, row, from } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const evidenceLink = useRouteRef(evidenceRouteRef);
  const [, setParams] = useSearchParams();
  const { question, tree } = answer;
  const position = String(row.position + 1);
  return (
    <PreviewPanel
      subject={t('run.answer.row', { position })}
      head={t('run.answer.row', { position })}
      title={t('run.answer.evidence')}
      onClose={() => setParams({ from: String(from) })}
    >
      <ul className={styles.lines} aria-label={t('run.answer.evidence')}>
        {row.evidence.map(id => (
          <li key={id}>
            <Link href={evidenceLink?.({ number, id })}>
              {nameOf(answer, id)}
            </Link>
            <span className={styles.row}>
              <span className={styles.mono}>{id}</span>
              <CopyButton text={id} />
            </span>
          </li>
        ))}
      </ul>
      <Facts
        facts={[
          {
            id: 'leaf',
            label: t('run.answer.leaf'),
            value: <Digest value={row.leafHash} />,
          },
          {
            id: 'place',
            label: t('run.answer.place'),
            value: t('run.answer.placeOf', {
              index: countText(row.index),
              size: countText(tree.size),
            }),
          },
          {
            id: 'root',
            label: t('run.root'),
            value: <Digest value={tree.root} />,
          },
          {
            id: 'proof',
            label: t('run.answer.proof'),
            value: t('run.answer.proofOf', { count: row.proof.length }),
          },
        ]}
      />
      <details>
        <summary>{t('run.answer.raw')}</summary>
        <Code text={row.row} label={t('run.answer.raw')} />
      </details>
      <PackCommand
        files={[packName(number)]}
        options={`--row ${question.name}/${row.position}`}
      />
    </PreviewPanel>
  );
}
