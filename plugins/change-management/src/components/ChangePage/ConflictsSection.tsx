import {
  Conflict,
  ConflictKind,
  PathStep,
  explanationOf,
  isFinal,
} from '@countersign/plugin-change-management-common';
import {
  RemixiconComponentType,
  RiCalendarCloseLine,
  RiCheckLine,
  RiGitBranchLine,
  RiMoonClearLine,
  RiSnowflakeLine,
  RiTeamLine,
} from '@remixicon/react';
import {
  EntityLink,
  Panel,
  RelativeTime,
  SentenceText,
  ToneBadge,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { AcceptConflict } from './AcceptConflict';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';

const icons: Record<ConflictKind, RemixiconComponentType> = {
  'same-item': RiCalendarCloseLine,
  dependency: RiGitBranchLine,
  freeze: RiSnowflakeLine,
  'outside-maintenance': RiMoonClearLine,
  implementer: RiTeamLine,
};

/** Each reason why the window is a bad one, as a sentence with the path that caused it. */
export function ConflictsSection() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { change, conflicts, conflictsTruncated } = useChangePage().detail;
  const open = conflicts.filter(c => !c.accepted).length;
  // Of what is over nobody looks whether something is in its way.
  if (isFinal(change.state) && !conflicts.length) return null;
  return (
    <Panel
      title={t('change.section.conflicts')}
      tone={open || conflictsTruncated ? 'danger' : undefined}
      aside={open > 0 && <strong>{open}</strong>}
    >
      {conflictsTruncated && <p>{t('change.conflict.truncated')}</p>}
      {conflicts.length === 0 && !conflictsTruncated && (
        <p className={styles.quiet}>
          {t(
            change.window ? 'change.conflict.none' : 'change.conflict.noWindow',
          )}
        </p>
      )}
      {conflicts.map(conflict => (
        <ConflictItem key={conflict.key} conflict={conflict} />
      ))}
    </Panel>
  );
}

function ConflictItem(props: { conflict: Conflict }) {
  const { conflict } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { actions, next } = useChangePage().detail;
  // Where it stands in the checklist, its button does too.
  const mayAccept =
    actions.some(a => a.verb === 'accept-conflict' && a.allowed) &&
    !next.conditions.some(({ id }) => id === `conflicts:${conflict.key}`);
  const { accepted, other, path, rule } = conflict;
  return (
    <div className={styles.conflict}>
      <div className={styles.conflictHead}>
        <ToneBadge
          tone={accepted ? 'neutral' : 'danger'}
          icon={icons[conflict.kind]}
        >
          {t(`change.conflict.kind.${conflict.kind}`)}
        </ToneBadge>
        <span className={styles.sentence}>
          <SentenceText sentence={explanationOf(conflict)} />
        </span>
        {!accepted && conflict.acceptable && mayAccept && (
          <AcceptConflict conflict={conflict} />
        )}
      </div>
      {other && (
        <div className={styles.quiet}>
          {other.title} · <WindowText window={other.window} />
        </div>
      )}
      {rule?.window && (
        <div className={styles.quiet}>
          {rule.title} · <WindowText window={rule.window} />
        </div>
      )}
      {path && path.length > 0 && <RelationPath path={path} />}
      {!accepted && !conflict.acceptable && (
        <div className={styles.quiet}>{t('change.conflict.unacceptable')}</div>
      )}
      {accepted && (
        <div className={styles.approval}>
          <RiCheckLine size={14} aria-hidden />
          {t('change.conflict.acceptedBy')}{' '}
          <EntityLink entityRef={accepted.by} />{' '}
          <span className={styles.quiet}>
            <RelativeTime instant={accepted.at} />
          </span>
          <q>{accepted.justification}</q>
        </div>
      )}
    </div>
  );
}

/** storefront → dependsOn → checkout-api → dependsOn → orders-db */
function RelationPath(props: { path: PathStep[] }) {
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <div className={styles.path} aria-label={t('change.conflict.path')}>
      <EntityLink entityRef={props.path[0].from} />
      {props.path.map(step => (
        <span key={`${step.from} ${step.to}`} className={styles.step}>
          <span className={styles.quiet}>→ {step.relation} →</span>
          <EntityLink entityRef={step.to} />
        </span>
      ))}
    </div>
  );
}
