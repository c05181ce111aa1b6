import { useApi } from '@backstage/frontend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Radio, RadioGroup } from '@backstage/ui';
import {
  ANNOTATION_CRITICALITY,
  CRITICALITY_TIERS,
  CriticalityTier,
} from '@countersign/plugin-cmdb-common';
import { useAsyncData, useTexts } from '@countersign/plugin-governance-react';
import { governancePagesTranslationRef } from '../../translation';
import styles from './ServiceTier.module.css';

/**
 * How critical a service is, as a field of a software template: it knows the catalog. Beside each tier stands what is of it
 * already. What will use the service (`consumers` of the form) is no more critical than the service should be.
 */
export function ServiceTier(
  props: FieldExtensionComponentProps<CriticalityTier>,
) {
  const { formData, onChange, rawErrors = [], required, schema } = props;
  const { t } = useTexts(governancePagesTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const { data: services, error } = useAsyncData('service-tiers', async () => {
    const { items } = await catalogApi.getEntities({
      filter: { kind: 'Component' },
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.title',
        'metadata.annotations',
      ],
    });
    return items;
  });
  const consumers: unknown = props.formContext?.formData?.consumers;
  const demanding = mostCritical(
    (services ?? []).filter(
      service =>
        Array.isArray(consumers) &&
        consumers.includes(stringifyEntityRef(service)),
    ),
  );
  const demanded = demanding && tierOf(demanding);
  const isTooLow =
    formData !== undefined &&
    demanded !== undefined &&
    rankOf(formData) > rankOf(demanded);
  return (
    <div className={styles.field}>
      <RadioGroup
        label={schema.title}
        description={schema.description}
        isRequired={required}
        isInvalid={rawErrors.length > 0}
        value={formData ?? null}
        onChange={value =>
          onChange(CRITICALITY_TIERS.find(tier => tier === value))
        }
      >
        {CRITICALITY_TIERS.map(tier => (
          <Radio key={tier} value={tier}>
            {t(`serviceTier.${tier}`)}
            {services && ` · ${likeText(services, tier)}`}
          </Radio>
        ))}
      </RadioGroup>
      {rawErrors.map(problem => (
        <span key={problem} role="alert">
          {problem}
        </span>
      ))}
      {error && <span role="status">{t('serviceTier.unknown')}</span>}
      {isTooLow && (
        <Alert
          status="warning"
          description={t('serviceTier.atLeast', {
            name: nameOf(demanding!),
            tier: demanded.replace('-', ' '),
          })}
        />
      )}
    </div>
  );

  function likeText(all: readonly Entity[], tier: CriticalityTier): string {
    const alike = all.filter(service => tierOf(service) === tier);
    return alike.length === 0
      ? t('serviceTier.nobody')
      : t('serviceTier.like', { count: alike.length, name: nameOf(alike[0]) });
  }
}

function tierOf({ metadata }: Entity): CriticalityTier | undefined {
  const written = metadata.annotations?.[ANNOTATION_CRITICALITY];
  return CRITICALITY_TIERS.find(tier => tier === written);
}

function rankOf(tier: CriticalityTier): number {
  return CRITICALITY_TIERS.indexOf(tier);
}

function mostCritical(services: readonly Entity[]): Entity | undefined {
  const known = services.filter(service => tierOf(service) !== undefined);
  return known.sort((a, b) => rankOf(tierOf(a)!) - rankOf(tierOf(b)!))[0];
}

function nameOf({ metadata }: Entity): string {
  return metadata.title ?? metadata.name;
}
