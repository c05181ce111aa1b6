import {
  Activity,
  Experiment,
  readExperiment,
  toleranceWords,
  TolerantProbe,
} from '@countersign/plugin-chaos-drills-common';
import {
  Panel,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { shareText } from './looks';

/** What an experiment does, read from its text as whoever plays it reads it; nothing where it cannot be read. */
export function ExperimentContent(props: { name: string; text: string }) {
  const { name, text } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { experiment } = useMemo(
    () => readExperiment({ file: name, text }),
    [name, text],
  );
  if (!experiment) return null;
  const { steadyState, stopWhenNot, drill } = experiment;
  return (
    <>
      <Panel title={t('experiment.injects')}>
        <Faults experiment={experiment} />
        {drill?.['bad-share'] !== undefined && (
          <span className={styles.quiet}>
            {t('experiment.badShare', { share: shareText(drill['bad-share']) })}
          </span>
        )}
      </Panel>
      <Panel title={t('experiment.steadyState')}>
        {steadyState ? (
          <>
            <strong>{steadyState.title}</strong>
            <ProbeLines probes={steadyState.probes} />
          </>
        ) : (
          <span className={styles.quiet}>
            {t('experiment.steadyStateNone')}
          </span>
        )}
        {stopWhenNot.length > 0 && (
          <>
            <strong>{t('experiment.stopsWhen')}</strong>
            <ProbeLines probes={stopWhenNot} />
          </>
        )}
      </Panel>
      <Panel title={t('experiment.watches')}>
        {drill && drill.objectives.length > 0 ? (
          <ul className={styles.lines}>
            {drill.objectives.map(objective => (
              <li key={objective}>
                <code>{objective}</code>
              </li>
            ))}
          </ul>
        ) : (
          <span className={styles.quiet}>{t('experiment.watchesNone')}</span>
        )}
        {drill?.['budget-share'] !== undefined && (
          <span className={styles.quiet}>
            {t('experiment.mostSpent', {
              share: shareText(drill['budget-share']),
            })}
          </span>
        )}
      </Panel>
    </>
  );
}

function Faults({ experiment: { method } }: { experiment: Experiment }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const faults = method.flatMap(({ name, provider }) =>
    provider.type === 'fault' ? [{ name, provider }] : [],
  );
  if (faults.length === 0) {
    return <span className={styles.quiet}>{t('experiment.injectsNone')}</span>;
  }
  return (
    <ul className={styles.lines}>
      {faults.map(({ name, provider }, i) => {
        const { fault, target, seconds, lease = seconds } = provider;
        return (
          <li key={i}>
            <span className={styles.grow}>
              <strong>{name}</strong>
              <div>
                <code>
                  {[fault, ...argumentsOf(provider.arguments)].join(' · ')}
                </code>{' '}
                <code>{target}</code>
              </div>
              <div className={styles.quiet}>
                {t('experiment.forSeconds', {
                  span: secondsText(seconds),
                  lease: secondsText(lease),
                })}
              </div>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function ProbeLines({ probes }: { probes: readonly TolerantProbe[] }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <ul className={styles.lines}>
      {probes.map(({ activity, tolerance }, i) => (
        <li key={i}>
          <span className={styles.grow}>
            {activity.name}
            <div className={styles.quiet}>
              {t('experiment.expects', {
                tolerance: toleranceWords(tolerance, activity.provider.type),
              })}
            </div>
          </span>
          <code className={styles.mono}>{whereOf(activity)}</code>
        </li>
      ))}
    </ul>
  );
}

function whereOf({ provider }: Activity): string {
  switch (provider.type) {
    case 'http':
      return provider.url;
    case 'process':
      return provider.path;
    case 'fault':
      return provider.target;
    default:
      return `${provider.module}.${provider.func}`;
  }
}

/** A variable stands as it is written. */
function secondsText(seconds: number | string): string {
  return typeof seconds === 'number' ? spanText(seconds * 1000) : seconds;
}

function argumentsOf(given: Record<string, unknown>): string[] {
  return Object.entries(given).map(
    ([name, value]) =>
      `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}
