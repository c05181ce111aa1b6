import {
  ImportedJournal,
  JournalStatus,
} from '@countersign/plugin-chaos-drills-common';
import {
  ActorLink,
  Digest,
  EntityLink,
  RecordRows,
  RelativeTime,
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiCloseCircleLine,
  RiPlugLine,
  RiPulseLine,
  RiStopCircleLine,
} from '@remixicon/react';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { targetColumns } from './targetColumns';

const looks: Record<
  JournalStatus | 'deviated',
  { tone: Tone; icon: RemixiconComponentType }
> = {
  completed: { tone: 'success', icon: RiCheckLine },
  deviated: { tone: 'warning', icon: RiPulseLine },
  failed: { tone: 'danger', icon: RiCloseCircleLine },
  aborted: { tone: 'warning', icon: RiStopCircleLine },
  interrupted: { tone: 'danger', icon: RiPlugLine },
};

/** Journals of other tools; they have no page of their own. */
export function JournalRows(props: {
  journals: readonly ImportedJournal[];
  isStale: boolean;
}) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <RecordRows
      label={t('journal.title')}
      records={props.journals.map(journal => ({
        ...journal,
        number: journal.digest,
      }))}
      hidesNumber
      isStale={props.isStale}
      hrefOf={() => undefined}
      card={journal => (
        <>
          <div className={styles.row}>
            <JournalBadge journal={journal} />
            <EntityLink entityRef={journal.entity} />
            {journal.scenario}
          </div>
          <div className={styles.row}>
            <RelativeTime instant={journal.endedAt} />
            <span className={styles.quiet}>{t('journal.importedBy')}</span>
            <ActorLink actor={journal.importedBy} />
          </div>
        </>
      )}
      columns={[
        {
          id: 'title',
          label: t('experiment.title'),
          isRowHeader: true,
          cell: ({ title }) => title,
        },
        ...targetColumns<ImportedJournal & { number: string }>(t),
        {
          id: 'result',
          label: t('journal.result'),
          cell: journal => <JournalBadge journal={journal} />,
        },
        {
          id: 'ended',
          label: t('journal.ended'),
          cell: ({ endedAt }) => <RelativeTime instant={endedAt} />,
        },
        {
          id: 'by',
          label: t('journal.importedBy'),
          cell: ({ importedBy, importedAt }) => (
            <>
              <ActorLink actor={importedBy} />{' '}
              <RelativeTime instant={importedAt} />
            </>
          ),
        },
        {
          id: 'digest',
          label: t('journal.journal'),
          cell: ({ digest }) => <Digest value={digest} />,
        },
      ]}
    />
  );
}

/** How the drill went: one that was completed may have ended in another state than it should. */
export function JournalBadge(props: {
  journal: Pick<ImportedJournal, 'status' | 'deviated'>;
}) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { status, deviated } = props.journal;
  const isOff = status === 'completed' && deviated;
  const { tone, icon } = looks[isOff ? 'deviated' : status];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {isOff ? t('journal.deviated') : t(`journal.status.${status}`)}
    </ToneBadge>
  );
}
