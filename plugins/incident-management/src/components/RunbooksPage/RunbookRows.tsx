import { useBreakpoint } from '@backstage/ui';
import {
  EntityLink,
  RecordCards,
  RecordTable,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useRunbookNames } from '../../hooks/useRunbookNames';
import { incidentManagementTranslationRef } from '../../translation';
import { LastUseText, RunbookLastUses } from '../RunbookLastUses';
import styles from './RunbooksPage.module.css';
import { KnownRunbook } from './useKnownRunbooks';

/** So many of the entities that name a runbook are shown. */
const NAMED = 3;

/** As a card: its number is where its page is. */
type RunbookCard = KnownRunbook & { number: string; title: string };

/** Runbooks as rows of a table, or as cards where the screen is narrow; each leads to its page. */
export function RunbookRows(props: {
  runbooks: KnownRunbook[];
  isStale: boolean;
}) {
  const { runbooks, isStale } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const narrow = useBreakpoint().down('sm');
  const nameOf = useRunbookNames(runbooks);
  if (narrow) {
    return (
      <RecordCards<RunbookCard>
        label={t('runbooks.title')}
        records={runbooks.map(runbook => ({
          ...runbook,
          number: runbook.href,
          title: nameOf(runbook),
        }))}
        keyOf={({ key }) => key}
        hrefOf={href => href}
        hidesNumber
        isOwed={({ lastDrilled }) => lastDrilled === undefined}
      >
        {runbook => (
          <>
            <RunbookLastUses use={runbook} />
            <NamedBy runbook={runbook} />
          </>
        )}
      </RecordCards>
    );
  }
  return (
    <RecordTable<KnownRunbook>
      label={t('runbooks.title')}
      records={runbooks}
      isStale={isStale}
      keyOf={({ key }) => key}
      nameOf={nameOf}
      textOf={runbook => `${nameOf(runbook)} ${runbook.runbook}`}
      dependencies={[nameOf]}
      hrefOf={({ href }) => href}
      columns={[
        {
          id: 'runbook',
          label: t('runbooks.column.runbook'),
          isRowHeader: true,
          cell: runbook => (
            <span className={styles.name}>{nameOf(runbook)}</span>
          ),
        },
        {
          id: 'used',
          label: t('runbooks.lastUsed'),
          cell: ({ lastUsed }) => <LastUseText use={lastUsed} />,
        },
        {
          id: 'drilled',
          label: t('runbooks.lastDrilled'),
          cell: ({ lastDrilled }) => <LastUseText use={lastDrilled} />,
        },
        {
          id: 'incidents',
          label: t('runbooks.column.incidents'),
          className: styles.figure,
          cell: ({ incidents }) => incidents,
        },
        {
          id: 'drills',
          label: t('runbooks.column.drills'),
          className: styles.figure,
          cell: ({ drills }) => drills,
        },
        {
          id: 'named',
          label: t('runbooks.column.namedBy'),
          cell: runbook => <NamedBy runbook={runbook} />,
        },
      ]}
    />
  );
}

function NamedBy(props: { runbook: Pick<KnownRunbook, 'namedBy'> }) {
  const { namedBy } = props.runbook;
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <span className={styles.named}>
      {namedBy.slice(0, NAMED).map(ref => (
        <EntityLink key={ref} entityRef={ref} />
      ))}
      {namedBy.length > NAMED &&
        t('runbooks.more', { count: String(namedBy.length - NAMED) })}
      {namedBy.length === 0 && t('runbooks.unnamed')}
    </span>
  );
}
