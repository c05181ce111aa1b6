import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { incidentManagementTranslationRef } from '../translation';
import { useDeclareLink } from './useDeclareLink';

/** The entry of an entity's menu that leads to the form; it cannot be chosen by somebody who may not declare incidents. */
export function useDeclareItem() {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const { entity } = useEntity();
  const href = useDeclareLink()({ entity: stringifyEntityRef(entity) });
  return {
    title: t('declare.button'),
    href: href ?? '',
    disabled: href === undefined,
  };
}
