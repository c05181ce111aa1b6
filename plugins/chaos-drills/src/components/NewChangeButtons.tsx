import { ButtonLink } from '@backstage/ui';
import { useTexts } from '@countersign/plugin-governance-react';
import { NewChangeLink } from '../hooks/useNewChangeLinks';
import { chaosDrillsTranslationRef } from '../translation';

/** Lead to the forms of changes that permit a drill. */
export function NewChangeButtons(props: {
  links: readonly NewChangeLink[];
  size?: 'small' | 'medium';
}) {
  const { links, size } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const templates = links.filter(({ template }) => template !== undefined);
  return (
    <>
      {links.map(({ template, href }) => (
        <ButtonLink key={href} size={size} variant="secondary" href={href}>
          {textOf(template)}
        </ButtonLink>
      ))}
    </>
  );

  function textOf(template: string | undefined): string {
    if (template === undefined) return t('experiment.change.open');
    // One needs no name to be told from others.
    return templates.length === 1
      ? t('experiment.change.openStandard')
      : t('experiment.change.openStandardOf', { template });
  }
}
