import { ButtonIcon, Text } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { ReactNode, useEffect, useRef } from 'react';
import { governanceTranslationRef } from '../../translation';
import styles from './PreviewPanel.module.css';
import { useTexts } from '../../hooks/useTexts';

/** What stands beside a calendar or a chart about what was clicked in it. It takes the focus; Escape closes it. */
export function PreviewPanel(props: {
  /** What it is about; a new subject takes the focus anew. */
  subject: string;
  head: ReactNode;
  title: string;
  onClose(): void;
  children: ReactNode;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const { subject, head, title, onClose, children } = props;
  const panel = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const element = panel.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current();
    };
    element?.focus();
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  }, [subject]);

  return (
    <section
      ref={panel}
      className={styles.preview}
      tabIndex={-1}
      aria-label={t('shared.preview.label', { subject })}
    >
      <div className={styles.head}>
        {head}
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t('shared.preview.close')}
          icon={<RiCloseLine />}
          onPress={onClose}
        />
      </div>
      <Text as="h3" variant="title-x-small" weight="bold">
        {title}
      </Text>
      {children}
    </section>
  );
}
