import { useApiHolder } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { Panel } from '../components/Panel';
import { RecordNumber } from '../components/references';
import { useTexts } from '../hooks/useTexts';
import { governanceTranslationRef } from '../translation';
import { AreaProblems, isDenied } from './AreaProblems';
import { RelatedLine, relatedSourcesIn } from './RelatedBlueprint';
import styles from './RelatedPanel.module.css';
import { useAreas } from './useAreas';

/** What other areas have to a record; nothing where none has anything. */
export function RelatedPanel(props: {
  number: string;
  /** Asked again when it changes, as the record does. */
  version?: string | number;
}) {
  const { number, version } = props;
  const { t } = useTexts(governanceTranslationRef);
  const sources = relatedSourcesIn(useApiHolder(), number);
  const answers = useAreas(number, sources, (source, request) =>
    source.load({ ...request, number }),
  );
  // What stood there stays until the next answer: the panels beneath do not jump.
  const asked = useRef(version);
  useEffect(() => {
    if (asked.current === version) return;
    asked.current = version;
    answers.forEach(({ refetch }) => refetch());
  });
  // What its reader may not see is nothing to them: a panel that only says so would stand on every record.
  const isEmpty = answers.every(
    answer => !answer.data?.length && (!answer.error || isDenied(answer)),
  );
  if (isEmpty) return null;
  return (
    <Panel title={t('record.related')}>
      <AreaProblems answers={answers} />
      <ul className={styles.lines} aria-label={t('record.related')}>
        {answers.flatMap(({ area, data = [] }) =>
          data.map(line => (
            <li key={`${area} ${line.id}`}>
              <Line line={line} />
            </li>
          )),
        )}
      </ul>
    </Panel>
  );
}

function Line({ line }: { line: RelatedLine }) {
  const { record, href, title, state } = line;
  return (
    <>
      {record !== undefined && (
        <RecordNumber number={record} href={href} hideCopy />
      )}
      {record === undefined && href !== undefined ? (
        <Link href={href}>{title}</Link>
      ) : (
        <span>{title}</span>
      )}
      {state}
    </>
  );
}
