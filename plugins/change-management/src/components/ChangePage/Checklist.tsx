import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { Condition } from '@countersign/plugin-change-management-common';
import { EntityLink, RelativeTime } from '@countersign/plugin-governance-react';
import {
  RiCheckboxBlankCircleLine,
  RiTimeLine,
  RiTimerLine,
} from '@remixicon/react';
import { editChangeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { RichSentence } from '../Refs';
import { AcceptConflict } from './AcceptConflict';
import { ActionButton } from './ActionButton';
import { useChangePage } from './ChangeContext';
import styles from './Checklist.module.css';
import { ConditionLine } from './nextActions';

/** So many conditions are read at once; of the rest, their number. */
const SHOWN = 10;

type Verb = NonNullable<ConditionLine['verb']>;

/** So many people stand in a line that is not the reader's. */
const NAMED = 3;

const lineId = (list: string, line: number) => `${list}-${line}`;

/** The elements that say what is not met: a button that waits for them is described by these. */
export function linesOf(list: string, lines: readonly unknown[]): string {
  return lines
    .slice(0, SHOWN)
    .map((_, i) => lineId(list, i))
    .join(' ');
}

/** What is not met yet, a line each: what it is, what mends it, and the button that does. */
export function Checklist(props: {
  id: string;
  lines: readonly ConditionLine[];
  primary?: Verb;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  // One button is the primary one, also where several conditions are mended alike.
  const first = props.lines.findIndex(
    ({ verb }) => verb !== undefined && verb === props.primary,
  );
  return (
    <ul className={styles.checklist} aria-label={t('change.next.conditions')}>
      {props.lines.slice(0, SHOWN).map(({ condition, verb }, i) => (
        <li key={condition.id}>
          <LineIcon condition={condition} />
          <div className={styles.line}>
            <span id={lineId(props.id, i)}>
              <RichSentence text={condition.text} />
              {condition.at && !condition.mendedBy.length && (
                <span className={styles.quiet}>
                  {' · '}
                  <RelativeTime instant={condition.at} />
                </span>
              )}
            </span>
            <Mend condition={condition} verb={verb} isPrimary={i === first} />
          </div>
        </li>
      ))}
      {props.lines.length > SHOWN && (
        <li className={styles.quiet}>
          {t('change.next.moreConditions', {
            count: props.lines.length - SHOWN,
          })}
        </li>
      )}
    </ul>
  );
}

function LineIcon(props: { condition: Condition }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { later, at, mendedBy } = props.condition;
  const waits = Boolean(at && !mendedBy.length);
  const now = waits
    ? ([RiTimeLine, 'waits'] as const)
    : ([RiCheckboxBlankCircleLine, 'open'] as const);
  const [Icon, label] = later ? ([RiTimerLine, 'later'] as const) : now;
  return <Icon size={16} role="img" aria-label={t(`change.next.${label}`)} />;
}

/** Conditions whose edit is a move of the window. */
const aboutTheWindow = ['window', 'conflicts', 'freeze'];

/** The button for whoever may use it, or what mends it and who can. */
function Mend(props: {
  condition: Condition;
  verb?: Verb;
  isPrimary: boolean;
}) {
  const { condition, verb, isPrimary } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { change, conflicts } = useChangePage().detail;
  const edit = useRouteRef(editChangeRouteRef);
  const { guard, id, mendedBy, remedy, who } = condition;
  const variant = isPrimary ? 'primary' : 'secondary';
  if (verb === 'approve')
    return <a href="#decision">{t('change.next.decide')}</a>;
  if (verb === 'accept-conflict') {
    const conflict = conflicts.find(({ key }) => id === `conflicts:${key}`);
    return (
      <div className={styles.buttons}>
        {conflict && <AcceptConflict conflict={conflict} variant={variant} />}
      </div>
    );
  }
  if (verb === 'edit') {
    return (
      <>
        <span className={styles.quiet}>
          <RichSentence text={remedy} />
        </span>
        <div className={styles.buttons}>
          <ButtonLink
            size="small"
            variant={variant}
            href={edit?.({ number: change.number })}
          >
            {t(
              aboutTheWindow.includes(guard)
                ? 'change.verb.move'
                : 'change.verb.edit',
            )}
          </ButtonLink>
        </div>
      </>
    );
  }
  if (verb) {
    return (
      <div className={styles.buttons}>
        <ActionButton verb={verb} variant={variant} size="small" />
      </div>
    );
  }
  // Who can approve stands with the approvals.
  if (guard === 'approvals') return null;
  return (
    <>
      {mendedBy.length > 0 && (
        <span className={styles.quiet}>
          <RichSentence text={remedy} />
        </span>
      )}
      {who.length > 0 && (
        <span className={styles.who}>
          <span className={styles.quiet}>{t('change.next.who')}</span>
          {who.slice(0, NAMED).map(ref => (
            <EntityLink key={ref} entityRef={ref} />
          ))}
        </span>
      )}
    </>
  );
}
