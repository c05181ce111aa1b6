import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { ActionState } from '@countersign/plugin-change-management-common';
import { EntityLink, Panel } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RichSentence } from '../Refs';
import { ActionButton } from './ActionButton';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { DeclineNotice } from './DeclineNotice';
import { SinceYouLooked } from './SinceYouLooked';

/** Actions that have their own place on the page. */
const elsewhere = new Set<ActionState['verb']>([
  'comment',
  'accept-conflict',
  'plan',
  'decline',
]);

/** Offered where they are open, and not missed where they are not: Approve says why. */
const silent = new Set<ActionState['verb']>([
  'withdraw',
  'withdraw-request',
  'request-changes',
]);

/**
 * Guards that say that the action belongs to another part of a change's life, or to somebody else altogether: nothing
 * to be done about it now.
 */
const notNow = new Set(['state', 'verb', 'type', 'permission']);

/** Verbs of the emergency way, which has a permission of its own. */
const emergencyVerbs: readonly ActionState['verb'][] = ['submit', 'start'];

/**
 * What is needed next, big, and who does it; then the other actions, and what keeps the refused ones from being open.
 */
export function NextPanel() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { actions, change, next } = useChangePage().detail;
  const here = actions.filter(
    ({ verb }) =>
      !elsewhere.has(verb) && verb !== (change.onHold ? 'hold' : 'resume'),
  );
  const open = here.filter(action => action.allowed);
  const refused = here.filter(
    action =>
      !action.allowed &&
      !silent.has(action.verb) &&
      (!notNow.has(action.guard ?? '') ||
        (action.guard === 'permission' &&
          change.type === 'emergency' &&
          emergencyVerbs.includes(action.verb))),
  );
  const first = open.find(action => action.verb === next.verb);
  const others = open.filter(action => action !== first);
  return (
    <Panel title={t('change.section.next')} tone="accent">
      <p className={styles.next}>
        <RichSentence text={next.text} />
      </p>
      {next.who.length > 0 && (
        <p className={styles.inline}>
          <span className={styles.quiet}>{t('change.next.who')}</span>
          {next.who.map(ref => (
            <EntityLink key={ref} entityRef={ref} />
          ))}
        </p>
      )}
      {open.some(action => action.verb === 'approve') && <SinceYouLooked />}
      {first && <ActionButton verb={first.verb} variant="primary" />}
      <DeclineNotice />
      {others.length > 0 && (
        <div
          className={styles.actions}
          role="group"
          aria-label={t('change.next.more')}
        >
          {others.map(action => (
            <ActionButton
              key={action.verb}
              verb={action.verb}
              variant="secondary"
            />
          ))}
        </div>
      )}
      {refused.length > 0 && (
        <ul className={styles.refused} aria-label={t('change.next.refused')}>
          {refused.map(action => (
            <li key={action.verb}>
              <Button
                isDisabled
                size="small"
                variant="secondary"
                aria-describedby={`refused-${action.verb}`}
              >
                {t(`change.verb.${action.verb}`)}
              </Button>
              <span id={`refused-${action.verb}`}>
                <RichSentence
                  text={[action.message, action.remedy]
                    .filter(Boolean)
                    .join(' ')}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
