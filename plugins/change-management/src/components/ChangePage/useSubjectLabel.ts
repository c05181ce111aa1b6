import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeManagementTranslationRef } from '../../translation';

const known = [
  'title',
  'type',
  'category',
  'team',
  'template',
  'stack',
  'planDigest',
  'commit',
  'window',
  'policyDigest',
  'environment',
  'items',
  'risk',
  'acceptances',
  'links',
  'description',
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
] as const;

/** How each field of what is approved is called on the page. */
export function useSubjectLabel(): (field: string) => string {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return field => {
    const name = known.find(id => id === field);
    return name ? t(`change.subject.${name}`) : field;
  };
}
