import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiPauseCircleLine,
  RiSkipRightLine,
} from '@remixicon/react';
import styles from './Stepper.module.css';

/**
 * What a state is to a record: `done` it has been there, `now` it is there, `held` it is there and waits, `rejected` it was
 * refused there, `owed` it went on without something it still needs, `skipped` it went past, `later` it may come there.
 */
export type StepMark =
  | 'done'
  | 'now'
  | 'held'
  | 'rejected'
  | 'owed'
  | 'skipped'
  | 'later';

/** One state on the way of a record. */
export interface Step {
  id: string;
  label: string;
  /** Of the state: for a step that the record is in, or comes to. */
  icon: RemixiconComponentType;
  mark: StepMark;
  /** In a word, what the color and the icon alone do not say. */
  note?: string;
  /** The record is in this state. */
  current: boolean;
}

const markIcons: Partial<Record<StepMark, RemixiconComponentType>> = {
  done: RiCheckLine,
  held: RiPauseCircleLine,
  rejected: RiCloseCircleLine,
  owed: RiAlarmWarningLine,
  skipped: RiSkipRightLine,
};

/** Where a record stands on its way. */
export function Stepper(props: {
  /** What the steps are, said to a screen reader. */
  label: string;
  steps: readonly Step[];
}) {
  return (
    <ol className={styles.stepper} aria-label={props.label}>
      {props.steps.map(({ id, label, icon, mark, note, current }) => {
        const Icon = markIcons[mark] ?? icon;
        return (
          <li
            key={id}
            className={[styles[mark], current && styles.now]
              .filter(Boolean)
              .join(' ')}
            aria-current={current ? 'step' : undefined}
          >
            <Icon size={14} aria-hidden />
            <span>
              {label}
              {note && ` · ${note}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
