import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  ListsBehind,
  MetricsReport,
} from '@countersign/plugin-change-management-common';
import {
  ActorLink,
  Meaning,
  percent,
  SmallSample,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { CountLink } from './CountLink';
import styles from './Metrics.module.css';

/** Who takes the way around approval, and how often: an emergency is for when nothing else will do. */
export function EmergencyPeople(props: {
  people: MetricsReport['emergenciesByPerson'];
  definitions: MetricsReport['definitions'];
  lists: ListsBehind;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { people, definitions, lists } = props;
  const title = t('metrics.people.title');
  return (
    <section className={styles.section}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
      {!people.length && (
        <Text color="secondary">{t('metrics.people.empty')}</Text>
      )}
      {people.length > 0 && (
        <Text as="p" color="secondary">
          {t('metrics.people.description')}
        </Text>
      )}
      {people.length > 0 && (
        <div className={styles.scroll}>
          <table
            className={`${styles.table} ${styles.slices}`}
            aria-label={title}
          >
            <thead>
              <tr>
                <th scope="col">{t('metrics.people.person')}</th>
                <th scope="col">{t('metrics.people.share')}</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ person, emergencyShare }) => {
                const { n, count, rate = 0 } = emergencyShare;
                const behind = lists.ofPerson(person);
                return (
                  <tr key={person}>
                    <th scope="row">
                      <ActorLink actor={person} />
                    </th>
                    <td data-label={t('metrics.people.share')}>
                      <div className={styles.cell}>
                        <span>{percent(rate)}</span>
                        <span className={styles.detail}>
                          {t('metrics.figure.of', {
                            some: (
                              <CountLink
                                n={count}
                                list={behind.count}
                                what={`${t(
                                  'metrics.counted.emergencyShare.count',
                                )}, ${person}`}
                              />
                            ),
                            n: (
                              <CountLink
                                n={n}
                                list={behind.n}
                                what={`${t(
                                  'metrics.counted.emergencyShare.n',
                                )}, ${person}`}
                              />
                            ),
                          })}
                        </span>
                        <SmallSample n={n} />
                      </div>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <Meaning definitions={definitions} id="emergencyShare" />
    </section>
  );
}
