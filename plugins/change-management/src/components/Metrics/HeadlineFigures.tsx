import { Text } from '@backstage/ui';
import {
  ListsBehind,
  MetricsReport,
} from '@countersign/plugin-change-management-common';
import {
  FigureCard,
  FigureGrid,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { FigureDetail } from './FigureDetail';
import { figureColumns } from './figures';
import { useFigureText } from './useFigureText';

/** The three figures of the whole, each with what it rests on and what it means. */
export function HeadlineFigures(props: {
  report: MetricsReport;
  lists: ListsBehind;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const text = useFigureText();
  const { all, definitions } = props.report;
  const lists = props.lists.all();
  return (
    <FigureGrid>
      {figureColumns.map(({ id, title }) => (
        <FigureCard
          key={id}
          id={id}
          title={t(title)}
          value={text(id, all)}
          n={all[id].n}
          definitions={definitions}
          heading="h2"
        >
          <Text color="secondary">
            <FigureDetail id={id} slice={all} lists={lists} />
          </Text>
          <Text color="secondary" variant="body-small">
            {t(`metrics.meaning.${id}`)}
          </Text>
        </FigureCard>
      ))}
    </FigureGrid>
  );
}
