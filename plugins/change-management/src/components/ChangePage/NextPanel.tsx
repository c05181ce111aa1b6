import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityLink,
  Panel,
  useMyTeams,
} from '@countersign/plugin-governance-react';
import { useId } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import { RichSentence } from '../Refs';
import { ActionButton } from './ActionButton';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { Checklist, linesOf } from './Checklist';
import { DeclineNotice } from './DeclineNotice';
import { nextActions } from './nextActions';
import { RefusedActionList } from './RefusedActionList';

/** So many people stand in a line; of the rest, their number. */
const NAMED = 5;

/**
 * What is needed next in a few words and a checklist: each condition that is not met, what mends it and its button. The
 * decision of an approver has a panel of its own, which on a phone comes after the plan.
 */
export function NextPanel() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { detail } = useChangePage();
  const { next } = detail;
  const listId = useId();
  const { primary, lines, others, refused } = nextActions(detail);
  const isDecision = next.verb === 'approve';
  return (
    <Panel title={t('change.section.next')} tone="accent">
      <p className={styles.next}>
        <RichSentence text={next.text} />
      </p>
      {next.verb && !isDecision && <WaitingOn who={next.who} />}
      {primary && primary === next.verb && !isDecision && (
        <div>
          <ActionButton verb={primary} variant="primary" />
        </div>
      )}
      {lines.length > 0 && (
        <Checklist id={listId} lines={lines} primary={primary} />
      )}
      <DeclineNotice />
      {others.length > 0 && (
        <div
          className={styles.actions}
          role="group"
          aria-label={t('change.next.more')}
        >
          {others.map(verb => (
            <ActionButton key={verb} verb={verb} variant="secondary" />
          ))}
        </div>
      )}
      <RefusedActionList
        refused={refused}
        describedBy={linesOf(listId, lines)}
      />
    </Panel>
  );
}

/** Those whose turn it is, and the reader where they may as well. */
function WaitingOn(props: { who: readonly string[] }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { actions, next } = useChangePage().detail;
  const { user } = useMyTeams();
  const mayToo = actions.some(a => a.verb === next.verb && a.allowed);
  const who =
    user && mayToo && !props.who.includes(user)
      ? [...props.who, user]
      : props.who;
  if (!who.length) return null;
  return (
    <p className={styles.inline}>
      <span className={styles.quiet}>{t('change.next.who')}</span>
      {who.slice(0, NAMED).map(ref => (
        <EntityLink key={ref} entityRef={ref} />
      ))}
      {who.length > NAMED && (
        <span className={styles.quiet} title={who.slice(NAMED).join('\n')}>
          {t('list.moreItems', { n: String(who.length - NAMED) })}
        </span>
      )}
    </p>
  );
}
