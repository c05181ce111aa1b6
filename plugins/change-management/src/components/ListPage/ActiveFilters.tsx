import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tag, TagGroup } from '@backstage/ui';
import {
  changePeriods,
  closeCodes,
} from '@countersign/plugin-change-management-common';
import { shortName } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ListFilters } from './listFilters';
import styles from './ListPage.module.css';
import { periodText } from './periodText';

interface Chip {
  id: string;
  text: string;
  /** What the filters are without it. */
  without: Partial<ListFilters>;
}

/** The filters that the bar itself does not show, each with a button that takes it away. */
export function ActiveFilters(props: {
  filters: ListFilters;
  onChange(change: Partial<ListFilters>): void;
}) {
  const { filters, onChange } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const chipsOf = (
    name: 'environment' | 'team' | 'item' | 'requester' | 'implementer',
    textOf: (value: string) => string,
  ): Chip[] =>
    filters[name].map(value => ({
      id: `${name}:${value}`,
      text: `${t(`list.filter.${name}`)}: ${textOf(value)}`,
      without: { [name]: filters[name].filter(other => other !== value) },
    }));
  const chips: Chip[] = [
    ...changePeriods.flatMap(name => {
      const { [name]: period, ...others } = filters.periods;
      return period
        ? [
            {
              id: name,
              text: `${t(`list.period.${name}`)}: ${periodText(period, t)}`,
              without: { periods: others },
            },
          ]
        : [];
    }),
    ...closeCodes
      .filter(code => filters.closeCode.includes(code))
      .map(code => ({
        id: code,
        text: `${t('list.filter.closeCode')}: ${t(`shared.closeCode.${code}`)}`,
        without: {
          closeCode: filters.closeCode.filter(other => other !== code),
        },
      })),
    ...chipsOf('environment', name => name),
    ...chipsOf('team', shortName),
    ...chipsOf('item', shortName),
    ...chipsOf('requester', shortName),
    ...chipsOf('implementer', shortName),
    ...(filters.demo === undefined
      ? []
      : [
          {
            id: 'demo',
            text: `${t('list.filter.demo')}: ${t(
              filters.demo ? 'list.only' : 'list.without',
            )}`,
            without: { demo: undefined },
          },
        ]),
  ];
  if (!chips.length) return null;
  return (
    <div className={styles.active}>
      <TagGroup
        aria-label={t('list.active')}
        onRemove={keys =>
          chips
            .filter(({ id }) => keys.has(id))
            .forEach(({ without }) => onChange(without))
        }
      >
        {chips.map(({ id, text }) => (
          <Tag key={id} id={id} textValue={text}>
            {text}
          </Tag>
        ))}
      </TagGroup>
    </div>
  );
}
