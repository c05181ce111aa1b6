import { Fragment, ReactNode, useId } from 'react';
import { governanceTranslationRef } from '../../translation';
import { Panel } from '../Panel';
import { Checklist, ChecklistLine, linesOf } from './Checklist';
import styles from './NextPanel.module.css';
import { RefusedActionList, RefusedActions } from './RefusedActionList';
import { WaitingOn } from './WaitingOn';
import { useTexts } from '../../hooks/useTexts';

/**
 * What is needed next in a few words and a checklist: each condition that is not met, what mends it and its button. A
 * reader has one primary button.
 */
export function NextPanel(props: {
  text: ReactNode;
  /** Whose turn it is, where that is to be said. */
  who?: readonly string[];
  /** The button of the step itself, where it is open to the reader. */
  primary?: ReactNode;
  lines?: readonly ChecklistLine[];
  /** What else the reader may do. */
  others?: readonly { id: string; button: ReactNode }[];
  /** What they may not, and why. */
  refused?: readonly RefusedActions[];
  /** Between the checklist and the other actions. */
  children?: ReactNode;
}) {
  const { who = [], primary, lines = [], others = [], refused = [] } = props;
  const { t } = useTexts(governanceTranslationRef);
  const listId = useId();
  return (
    <Panel title={t('record.next.title')} tone="accent">
      <p className={styles.next}>{props.text}</p>
      <WaitingOn who={who} />
      {primary && <div>{primary}</div>}
      {lines.length > 0 && <Checklist id={listId} lines={lines} />}
      {props.children}
      {others.length > 0 && (
        <div
          className={styles.actions}
          role="group"
          aria-label={t('record.next.more')}
        >
          {others.map(({ id, button }) => (
            <Fragment key={id}>{button}</Fragment>
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
