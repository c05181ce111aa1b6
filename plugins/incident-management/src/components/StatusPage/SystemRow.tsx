import { Link } from '@backstage/ui';
import {
  EntityLink,
  RecordNumber,
  ShortTime,
  SystemFact,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { SystemStatus } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { systemLooks } from '../badges/systemLooks';
import { DayStrip } from './DayStrip';
import { StatusIncidents } from './StatusIncidents';
import { PlannedChanges } from './PlannedChanges';
import styles from './StatusPage.module.css';

/** One system: its state, the last days, what is open on it, what is being changed, and what is planned. */
export function SystemRow(props: {
  system: SystemStatus;
  /** What other areas say of it. */
  facts: readonly (SystemFact & { area: string })[];
}) {
  const { system, facts } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { entityRef, title, owner, state, parts } = system;
  const { incidents, maintenance, planned, history } = system;
  const { tone, icon } = systemLooks[state];
  return (
    <>
      <div className={styles.head}>
        <span className={styles.state}>
          <ToneBadge tone={tone} icon={icon}>
            {t(`status.state.${state}`)}
          </ToneBadge>
        </span>
        <span className={styles.name}>
          <EntityLink entityRef={entityRef} title={title} />
          <span className={styles.quiet}>
            {owner && (
              <>
                <EntityLink entityRef={owner} hideIcon />
                {' · '}
              </>
            )}
            {parts === 0
              ? t('status.noParts')
              : t('status.parts', { count: parts })}
          </span>
        </span>
        <DayStrip title={title} history={history} />
      </div>
      {facts.length > 0 && (
        <ul
          className={styles.lines}
          aria-label={t('status.factsOf', { system: title })}
        >
          {facts.map(({ area, text, href }) => (
            <li key={area}>
              {href ? <Link href={href}>{area}</Link> : area} {text}
            </li>
          ))}
        </ul>
      )}
      {incidents.length > 0 && (
        <StatusIncidents
          label={t('status.incidentsOf', { system: title })}
          incidents={incidents}
        />
      )}
      {maintenance.length > 0 && (
        <ul
          className={styles.lines}
          aria-label={t('status.maintenanceOf', { system: title })}
        >
          {maintenance.map(({ number, title: change, until }) => (
            <li key={number}>
              {t('status.maintenance')}{' '}
              <RecordNumber number={number} hideCopy /> {change}{' '}
              {t('status.until')} <ShortTime instant={until} />
            </li>
          ))}
        </ul>
      )}
      {planned.length > 0 && <PlannedChanges title={title} planned={planned} />}
    </>
  );
}
