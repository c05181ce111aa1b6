import { useApiHolder, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  AreaPage,
  DashboardSubPage,
  scorecardChecksIn,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiDashboardLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { rootRouteRef, scorecardsRouteRef } from '../routes';
import { governanceDashboardTranslationRef } from '../translation';

/** What every page of the dashboard stands in: its header, with the figures, the scorecards and what areas bring as tabs. */
export function DashboardFrame(props: {
  pages: readonly DashboardSubPage[];
  /** Stands at the end of the header. */
  action?: JSX.Element;
  children: ReactNode;
}) {
  const { pages, action, children } = props;
  const { t } = useTexts(governanceDashboardTranslationRef);
  const root = useRouteRef(rootRouteRef)?.();
  const scorecards = useRouteRef(scorecardsRouteRef)?.();
  const hasChecks = scorecardChecksIn(useApiHolder()).length > 0;
  const own = [
    { id: 'figures', label: t('tab.figures'), href: root },
    ...pages.map(({ path, label }) => ({
      id: path,
      label,
      href: root && `${root}/${path}`,
    })),
    ...(hasChecks
      ? [{ id: 'scorecards', label: t('tab.scorecards'), href: scorecards }]
      : []),
  ].flatMap(({ href, ...tab }) => (href ? [{ ...tab, href }] : []));
  return (
    <AreaPage
      title={t('title')}
      icon={<RiDashboardLine />}
      href={root}
      tabs={own.length > 1 ? own : []}
      action={action}
    >
      {children}
    </AreaPage>
  );
}
