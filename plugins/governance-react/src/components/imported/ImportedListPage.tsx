import { Alert, Text } from '@backstage/ui';
import {
  ImportedClient,
  importedNumbers,
  ImportKind,
} from '@countersign/plugin-governance-common';
import { useTexts } from '../../hooks/useTexts';
import { governanceTranslationRef } from '../../translation';
import {
  listFilterAddress,
  RecordListPage,
  RecordRows,
  useRecordList,
} from '../list';
import { EntityLinks, shortName } from '../references';
import { RelativeTime } from '../time';
import styles from './imported.module.css';

/** How the filters of the list stand in its address. */
const filterAddress = listFilterAddress<{ system: string; entityRef: string }>({
  system: 'any',
  entityRef: 'any',
});

/** What was taken over of one kind: searched by the number that it has there, too. */
export function ImportedListPage(props: {
  kind: ImportKind;
  api: Pick<ImportedClient, 'listImported'>;
  hrefOf(number: string): string | undefined;
}) {
  const { kind, api, hrefOf } = props;
  const { t } = useTexts(governanceTranslationRef);
  const list = useRecordList(
    filterAddress,
    (query, options) => api.listImported(query, options),
    { rowKey: importedNumbers[kind].prefix },
  );
  const { filters } = list;
  return (
    <RecordListPage
      list={list}
      texts={{
        page: t(`imported.${kind}`),
        what: t('imported.what'),
        noun: { one: t('imported.one'), many: t('imported.many') },
        search: t('imported.search'),
        searchPlaceholder: t('imported.searchPlaceholder'),
        empty: {
          title: t('imported.empty'),
          description: t('imported.emptyDescription'),
        },
        filteredEmpty: {
          title: t('imported.filtered'),
          description: t('imported.filteredDescription'),
        },
      }}
      above={
        <div className={styles.above}>
          <Text as="h2" variant="title-small" weight="bold">
            {t(`imported.${kind}`)}
          </Text>
          <Alert status="info" icon description={t('imported.intro')} />
        </div>
      }
      chips={[
        ...filters.system.map(system => ({
          id: `system-${system}`,
          text: t('imported.systemChip', { system }),
          without: { system: filters.system.filter(each => each !== system) },
        })),
        ...filters.entityRef.map(ref => ({
          id: ref,
          text: t('imported.itemChip', { item: shortName(ref) }),
          without: {
            entityRef: filters.entityRef.filter(each => each !== ref),
          },
        })),
      ]}
      rows={(items, { isStale }) => (
        <RecordRows
          label={t(`imported.${kind}`)}
          records={items.map(each => ({
            ...each,
            title: each.content.title,
          }))}
          isStale={isStale}
          hrefOf={hrefOf}
          card={({ system, foreignNumber, content }) =>
            `${system} ${foreignNumber} · ${content.state}`
          }
          columns={[
            {
              id: 'number',
              label: t('imported.number'),
              cell: ({ number }) => number,
            },
            {
              id: 'there',
              label: t('imported.there'),
              cell: ({ system, foreignNumber }) =>
                `${foreignNumber} (${system})`,
            },
            {
              id: 'record',
              label: t('imported.record'),
              isRowHeader: true,
              cell: ({ title, content }) => (
                <>
                  <span dir="auto">{title}</span>{' '}
                  <EntityLinks entityRefs={content.items} />
                </>
              ),
            },
            {
              id: 'state',
              label: t('imported.state'),
              cell: ({ content }) => <span dir="auto">{content.state}</span>,
            },
            {
              id: 'opened',
              label: t('imported.opened'),
              cell: ({ content }) => (
                <RelativeTime instant={content.openedAt} />
              ),
            },
          ]}
        />
      )}
    />
  );
}
