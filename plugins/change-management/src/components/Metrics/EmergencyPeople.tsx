import { Text } from '@backstage/ui';
import {
  ListsBehind,
  MetricsReport,
} from '@countersign/plugin-change-management-common';
import {
  ActorLink,
  FigureCell,
  FigureSection,
  FigureTable,
  Meaning,
  percent,
  SmallSample,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { CountLink } from './CountLink';

/** Who takes the way around approval, and how often: an emergency is for when nothing else will do. */
export function EmergencyPeople(props: {
  people: MetricsReport['emergenciesByPerson'];
  definitions: MetricsReport['definitions'];
  lists: ListsBehind;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { people, definitions, lists } = props;
  const title = t('metrics.people.title');
  return (
    <FigureSection title={title}>
      {!people.length && (
        <Text color="secondary">{t('metrics.people.empty')}</Text>
      )}
      {people.length > 0 && (
        <Text as="p" color="secondary">
          {t('metrics.people.description')}
        </Text>
      )}
      {people.length > 0 && (
        <FigureTable
          label={title}
          columns={[t('metrics.people.person'), t('metrics.people.share')]}
          rows={people.map(({ person, emergencyShare }) => {
            const { n, count, rate = 0 } = emergencyShare;
            const behind = lists.ofPerson(person);
            const counted = (part: 'n' | 'count') =>
              `${t(`metrics.counted.emergencyShare.${part}`)}, ${person}`;
            return {
              id: person,
              name: <ActorLink actor={person} />,
              cells: [
                <FigureCell
                  key="share"
                  value={percent(rate)}
                  detail={t('metrics.figure.of', {
                    some: (
                      <CountLink
                        n={count}
                        list={behind.count}
                        what={counted('count')}
                      />
                    ),
                    n: <CountLink n={n} list={behind.n} what={counted('n')} />,
                  })}
                >
                  <SmallSample n={n} />
                </FigureCell>,
              ],
            };
          })}
        />
      )}
      <Meaning definitions={definitions} id="emergencyShare" />
    </FigureSection>
  );
}
