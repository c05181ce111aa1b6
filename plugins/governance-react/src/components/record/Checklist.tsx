import {
  RiCheckboxBlankCircleLine,
  RiTimeLine,
  RiTimerLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { governanceTranslationRef } from '../../translation';
import { RelativeTime } from '../time';
import styles from './Checklist.module.css';
import { useTexts } from '../../hooks/useTexts';

/** So many conditions are read at once; of the rest, their number. */
const SHOWN = 10;

/** `open` somebody has to do something, `waits` time mends it, `later` it may follow. */
export type ConditionKind = 'open' | 'waits' | 'later';

/** A condition that is not met. */
export interface ChecklistLine {
  id: string;
  kind: ConditionKind;
  text: ReactNode;
  /** When time mends it. */
  at?: string;
  /** What mends it: a button, or what has to be done and who can. */
  mend?: ReactNode;
}

const icons = {
  open: RiCheckboxBlankCircleLine,
  waits: RiTimeLine,
  later: RiTimerLine,
};

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
  lines: readonly ChecklistLine[];
}) {
  const { id: list, lines } = props;
  const { t } = useTexts(governanceTranslationRef);
  return (
    <ul className={styles.checklist} aria-label={t('record.next.conditions')}>
      {lines.slice(0, SHOWN).map(({ id, kind, text, at, mend }, i) => {
        const Icon = icons[kind];
        return (
          <li key={id}>
            <Icon size={16} role="img" aria-label={t(`record.next.${kind}`)} />
            <div className={styles.line}>
              <span id={lineId(list, i)}>
                {text}
                {at && (
                  <span className={styles.quiet}>
                    {' · '}
                    <RelativeTime instant={at} />
                  </span>
                )}
              </span>
              {mend}
            </div>
          </li>
        );
      })}
      {lines.length > SHOWN && (
        <li className={styles.quiet}>
          {t('record.next.moreConditions', { count: lines.length - SHOWN })}
        </li>
      )}
    </ul>
  );
}

/** Buttons beneath a condition, side by side. */
export function MendButtons(props: { children: ReactNode }) {
  return <div className={styles.buttons}>{props.children}</div>;
}

/** What has to be done, in words. */
export function MendText(props: { children: ReactNode }) {
  return <span className={styles.quiet}>{props.children}</span>;
}
