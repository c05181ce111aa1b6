import { FieldLabel } from '@backstage/ui';
import { RiCalendarLine } from '@remixicon/react';
import { KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { governanceTranslationRef } from '../../translation';
import { FieldProblem, ProblemOfControl } from '../FieldProblem/FieldProblem';
import {
  readWallClock,
  stepWallClock,
  WallClockType,
  writeWallClock,
} from './wallClock';
import styles from './WallClockField.module.css';
import { useTexts } from '../../hooks/useTexts';

/**
 * A date and a time of day, typed as `2026-11-26 14:00` or chosen in the platform's own picker. The platform's own field
 * would write them in the language of the browser, where 11/12 is one day here and another there.
 */
export function WallClockField(props: {
  label: string;
  /** `yyyy-MM-ddTHH:mm` */
  value: string;
  /** Is given nothing while what was typed is no time. */
  onChange(value: string): void;
  type?: WallClockType;
  error?: string;
  /** What is wrong with this field and others together; the sentence stands with them. */
  sharedProblem?: ProblemOfControl;
}) {
  const { label, value, onChange, type = 'datetime-local' } = props;
  const { t } = useTexts(governanceTranslationRef);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const [isLeft, setLeft] = useState(false);
  const caret = useRef<number>();
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });

  // What was typed stands as it was typed, until the field is left or has another value.
  const isTyped =
    typed !== undefined && (readWallClock(typed, type) ?? '') === value;
  const shown = isTyped ? typed : writeWallClock(value, type);
  const example = t(
    type === 'date' ? 'shared.clock.dateExample' : 'shared.clock.example',
  );
  const malformed =
    isLeft && isTyped && !value && typed.trim()
      ? t('shared.clock.malformed', { example })
      : undefined;

  const take = (text: string) => {
    setTyped(text);
    setLeft(false);
    onChange(readWallClock(text, type) ?? '');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = ({ ArrowUp: 1, ArrowDown: -1 } as const)[event.key];
    if (!step || !value) return;
    event.preventDefault();
    const at = event.currentTarget.selectionStart ?? 0;
    caret.current = at;
    setTyped(undefined);
    onChange(stepWallClock(value, type, at, step));
  };
  return (
    <FieldProblem problem={props.error ?? malformed} className={styles.field}>
      {own => {
        const control = { ...props.sharedProblem, ...own };
        return (
          <>
            <FieldLabel label={label} htmlFor={id} id={`${id}-label`} />
            <span className={styles.control}>
              <input
                ref={input}
                id={id}
                className={styles.input}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                placeholder={example}
                value={shown}
                onChange={event => take(event.target.value)}
                onBlur={() => {
                  setLeft(true);
                  if (value) setTyped(undefined);
                }}
                onKeyDown={onKeyDown}
                aria-invalid={control.isInvalid}
                aria-describedby={control['aria-describedby']}
              />
              <input
                ref={picker}
                className={styles.picker}
                type={type}
                value={value}
                onChange={event => {
                  setTyped(undefined);
                  onChange(event.target.value);
                }}
                tabIndex={-1}
                aria-hidden
              />
              <button
                type="button"
                className={styles.button}
                aria-label={t('shared.clock.pick')}
                aria-describedby={`${id}-label`}
                onClick={() => picker.current?.showPicker?.()}
              >
                <RiCalendarLine size={16} aria-hidden />
              </button>
            </span>
          </>
        );
      }}
    </FieldProblem>
  );
}
