import { Text } from '@backstage/ui';
import { asSentence, plainText } from '@countersign/plugin-governance-common';
import { ReactNode, useId } from 'react';
import styles from './FieldProblem.module.css';

/** What ties a control to the sentence beneath it; to be spread over the control. */
export interface ProblemOfControl {
  isInvalid?: boolean;
  'aria-describedby'?: string;
}

/** A control with what is wrong with it beneath, which is said when it appears and again when the control is reached. */
export function FieldProblem(props: {
  problem?: string;
  className?: string;
  children(control: ProblemOfControl): ReactNode;
}) {
  const { problem, className, children } = props;
  const id = useId();
  return (
    <div className={className}>
      {children(problem ? { isInvalid: true, 'aria-describedby': id } : {})}
      {problem && (
        <Text
          id={id}
          as="p"
          role="alert"
          variant="body-small"
          className={styles.problem}
        >
          {plainText(asSentence(problem))}
        </Text>
      )}
    </div>
  );
}
