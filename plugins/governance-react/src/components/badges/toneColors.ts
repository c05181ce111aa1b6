/** The few meanings a colour may have. `strong` tones are for what must not be overlooked. */
export type Tone =
  | 'neutral'
  | 'info'
  | 'active'
  | 'success'
  | 'warning'
  | 'danger'
  | 'danger-strong';

/** The colours of a tone as `@backstage/ui` tokens, which follow the theme: text on background meets AA in both. */
export interface ToneColors {
  background: string;
  foreground: string;
  border: string;
}

export const toneColors: Record<Tone, ToneColors> = {
  neutral: {
    background: 'var(--bui-bg-neutral-2)',
    foreground: 'var(--bui-fg-primary)',
    border: 'var(--bui-border-2)',
  },
  info: {
    background: 'var(--bui-announcement-bg-subdued)',
    foreground: 'var(--bui-announcement-fg-subdued)',
    border: 'var(--bui-announcement-border)',
  },
  active: {
    background: 'var(--bui-announcement-bg)',
    foreground: 'var(--bui-announcement-fg)',
    border: 'var(--bui-announcement-border)',
  },
  success: {
    background: 'var(--bui-positive-bg-subdued)',
    foreground: 'var(--bui-positive-fg-subdued)',
    border: 'var(--bui-positive-border)',
  },
  warning: {
    background: 'var(--bui-warning-bg-subdued)',
    foreground: 'var(--bui-warning-fg-subdued)',
    border: 'var(--bui-warning-border)',
  },
  danger: {
    background: 'var(--bui-negative-bg-subdued)',
    foreground: 'var(--bui-negative-fg-subdued)',
    border: 'var(--bui-negative-border)',
  },
  'danger-strong': {
    background: 'var(--bui-negative-bg)',
    foreground: 'var(--bui-negative-fg)',
    border: 'var(--bui-negative-border)',
  },
};

/** A line or a fill in the color of a tone: stronger than the badge's background, so that a thin edge is seen. */
export const toneLines: Record<Tone, string> = {
  neutral: 'var(--bui-fg-secondary)',
  info: 'var(--bui-fg-announcement)',
  active: 'var(--bui-announcement-bg)',
  success: 'var(--bui-fg-positive)',
  warning: 'var(--bui-fg-warning)',
  danger: 'var(--bui-fg-negative)',
  'danger-strong': 'var(--bui-negative-bg)',
};
