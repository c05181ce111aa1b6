import { RemixiconComponentType } from '@remixicon/react';
import { ReactNode } from 'react';
import { Tone, toneColors } from './toneColors';
import styles from './ToneBadge.module.css';

/** One colour, one icon, one word: colour never carries the meaning alone. */
export function ToneBadge(props: {
  tone: Tone;
  icon: RemixiconComponentType;
  children: ReactNode;
  /** What a screen reader says instead of the text, where the text alone is short. */
  label?: string;
  className?: string;
}) {
  const { tone, icon: Icon, children, label, className } = props;
  const { background, foreground, border } = toneColors[tone];
  return (
    <span
      className={[styles.badge, className].filter(Boolean).join(' ')}
      style={{ background, color: foreground, borderColor: border }}
      title={label}
    >
      <Icon aria-hidden />
      <span>{children}</span>
    </span>
  );
}
