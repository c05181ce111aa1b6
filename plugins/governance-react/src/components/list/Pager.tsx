import { Button, ButtonIcon } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { governanceTranslationRef } from '../../translation';
import styles from './Pager.module.css';
import { useTexts } from '../../hooks/useTexts';

/** The way to the pages beside this one. */
export function Pager(props: {
  onFirst?: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
}) {
  const { onFirst, onPrevious, onNext } = props;
  const { t } = useTexts(governanceTranslationRef);
  return (
    <nav className={styles.pager} aria-label={t('list.pages')}>
      {onFirst && (
        <Button size="small" variant="tertiary" onPress={onFirst}>
          {t('list.first')}
        </Button>
      )}
      <ButtonIcon
        size="small"
        variant="secondary"
        icon={<RiArrowLeftSLine />}
        aria-label={t('list.previous')}
        isDisabled={!onPrevious}
        onPress={onPrevious}
      />
      <ButtonIcon
        size="small"
        variant="secondary"
        icon={<RiArrowRightSLine />}
        aria-label={t('list.next')}
        isDisabled={!onNext}
        onPress={onNext}
      />
    </nav>
  );
}
