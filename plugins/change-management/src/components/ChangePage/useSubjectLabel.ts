import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';

/** In the order in which they are read. */
const known = [
  'title',
  'window',
  'planDigest',
  'commit',
  'stack',
  'environment',
  'items',
  'risk',
  'description',
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'links',
  'acceptances',
  'type',
  'category',
  'reliabilityFix',
  'team',
  'template',
  'policyDigest',
] as const;

/** The same fields, what people read first first. */
export function inReadingOrder(fields: readonly string[]): string[] {
  const at = (field: string) => known.findIndex(id => id === field);
  return [...fields].sort((a, b) => at(a) - at(b));
}

/** How each field of what is approved is called on the page. */
export function useSubjectLabel(): (field: string) => string {
  const { t } = useTexts(changeManagementTranslationRef);
  return field => {
    const name = known.find(id => id === field);
    return name ? t(`change.subject.${name}`) : field;
  };
}
