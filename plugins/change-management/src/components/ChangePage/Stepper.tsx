import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  JourneyStep,
  StepMark,
} from '@countersign/plugin-change-management-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiPauseCircleLine,
  RiSkipRightLine,
} from '@remixicon/react';
import { changeManagementTranslationRef } from '../../translation';
import { stateIcons } from '../badges';
import styles from './Stepper.module.css';

/** A step that the change is in, or comes to, has the icon of its state. */
const markIcons: Partial<Record<StepMark, RemixiconComponentType>> = {
  done: RiCheckLine,
  held: RiPauseCircleLine,
  rejected: RiCloseCircleLine,
  owed: RiAlarmWarningLine,
  skipped: RiSkipRightLine,
};

/** Marks that the color and icon alone do not say. */
const said = ['held', 'rejected', 'owed', 'skipped'] as const;

/** Where the change stands on its way. */
export function Stepper(props: { journey: readonly JourneyStep[] }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return (
    <ol className={styles.stepper} aria-label={t('change.header.steps')}>
      {props.journey.map(({ state, mark, current }) => {
        const Icon = markIcons[mark] ?? stateIcons[state];
        const word = said.find(each => each === mark);
        return (
          <li
            key={state}
            className={[styles[mark], current && styles.now]
              .filter(Boolean)
              .join(' ')}
            aria-current={current ? 'step' : undefined}
          >
            <Icon size={14} aria-hidden />
            <span>
              {t(`shared.state.${state}`)}
              {word && ` · ${t(`change.header.mark.${word}`)}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
