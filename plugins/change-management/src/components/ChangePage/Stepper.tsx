import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Change,
  ChangeState,
  changeStates,
  transitionTable,
} from '@countersign/plugin-change-management-common';
import { RiCheckLine } from '@remixicon/react';
import { changeManagementTranslationRef } from '../../translation';
import { stateIcons } from '../badges';
import styles from './Stepper.module.css';

/** The states a change of this type passes through, in order; Canceled only for one that was. */
function stepsOf(change: Change): ChangeState[] {
  const table = transitionTable[change.type];
  return changeStates.filter(
    state =>
      (state !== 'canceled' || change.state === 'canceled') &&
      table.some(edge => edge.from === state || edge.to === state),
  );
}

/** Where the change stands on its way. */
export function Stepper(props: { change: Change }) {
  const { change } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const steps = stepsOf(change);
  const now = steps.indexOf(change.state);
  return (
    <ol className={styles.stepper} aria-label={t('change.header.steps')}>
      {steps.map((state, i) => {
        const Icon = i < now ? RiCheckLine : stateIcons[state];
        let className = styles.later;
        if (i < now && change.state !== 'canceled') className = styles.done;
        if (i === now) className = styles.now;
        return (
          <li
            key={state}
            className={className}
            aria-current={i === now ? 'step' : undefined}
          >
            <Icon size={14} aria-hidden />
            <span>{t(`shared.state.${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
