import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../translation';
import { useDeclareLink } from './useDeclareLink';

/** The entry of an entity's menu that leads to the form; it cannot be chosen by somebody who may not declare incidents. */
export function useDeclareItem() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { entity } = useEntity();
  const href = useDeclareLink()({ entity: stringifyEntityRef(entity) });
  return {
    title: t('declare.button'),
    href: href ?? '',
    disabled: href === undefined,
  };
}
