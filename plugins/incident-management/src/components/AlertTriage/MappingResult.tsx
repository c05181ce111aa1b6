import { EntityLink, useTexts } from '@countersign/plugin-governance-react';
import { MappingTryout } from '@countersign/plugin-incident-management-common';
import { useId } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import { AlertStateBadge } from '../IncidentBeside';
import styles from './AlertTriage.module.css';

type Read = MappingTryout['signals'][number];
type Trial = Read['trials'][number];

/** What became of a payload: each alert in it, what each rule made of it, and what could not be read. */
export function MappingResult({ tryout }: { tryout: MappingTryout }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const id = useId();
  const { problems, notes, signals } = tryout;
  return (
    <section className={styles.result} aria-labelledby={id} aria-live="polite">
      <h3 id={id}>{t('alerts.mapping.result')}</h3>
      <Words title={t('alerts.mapping.problems')} words={problems} />
      <Words title={t('alerts.mapping.notes')} words={notes} />
      {signals.length === 0 && (
        <p className={styles.quiet}>{t('alerts.mapping.nothing')}</p>
      )}
      {signals.map((read, i) => (
        <SignalResult key={`${read.signal.key} ${i}`} read={read} />
      ))}
    </section>
  );
}

function Words({ title, words }: { title: string; words: string[] }) {
  if (!words.length) return null;
  return (
    <div>
      {title}
      <ul className={styles.path}>
        {words.map(word => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    </div>
  );
}

function SignalResult({ read }: { read: Read }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { signal, entityRef, trials } = read;
  return (
    <div>
      <strong>{signal.title}</strong> <AlertStateBadge state={signal.status} />
      <div>
        {entityRef ? (
          <>
            {t('alerts.mapping.leadsTo')} <EntityLink entityRef={entityRef} />
          </>
        ) : (
          t('alerts.mapping.leadsNowhere')
        )}
      </div>
      <ol className={styles.trials} aria-label={signal.title}>
        {trials.map((trial, i) => (
          <li key={i}>
            <TrialWords trial={trial} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function TrialWords({ trial }: { trial: Trial }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { rule, outcome, lacks = '', entityRef } = trial;
  return (
    <>
      {rule === undefined
        ? t('alerts.mapping.word')
        : // People count from one.
          t('alerts.mapping.rule', { place: String(rule + 1) })}
      {': '}
      {outcome === 'lacks'
        ? t('alerts.mapping.lacks', { name: lacks })
        : t(`alerts.mapping.${outcome}`)}{' '}
      {entityRef &&
        (outcome === 'taken' ? (
          <EntityLink entityRef={entityRef} />
        ) : (
          <code>{entityRef}</code>
        ))}
    </>
  );
}
