import { Entity } from '@backstage/catalog-model';
import { getComponentData } from '@backstage/core-plugin-api';
import { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import {
  ChangeSearchResultListItem,
  ChangesPage,
  ChangeWindowFieldExtension,
  EntityChangesContent,
  EntityConfigurationItemCard,
  TerraformPlanUploadFieldExtension,
} from '@countersign/plugin-change-management/legacy';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import {
  DrillsPage,
  EntityDrillsCard,
  EntityDrillsContent,
  HomePageDrills,
} from '@countersign/plugin-chaos-drills/legacy';
import {
  EntityEvidenceCard,
  EvidencePage,
} from '@countersign/plugin-compliance-evidence/legacy';
import {
  EntityDeployNowCard,
  EntityTimelineCard,
  HomePageInbox,
  isConfigurationItem,
  ServiceTierFieldExtension,
} from '@countersign/plugin-governance/legacy';
import {
  EntityScorecardCard,
  GovernanceDashboardPage,
  HomePageGovernanceFigures,
} from '@countersign/plugin-governance-dashboard/legacy';
import {
  EntityIncidentsContent,
  EntityOnCallCard,
  HomePageOpenIncidents,
  HomePageOverdueActions,
  IncidentsPage,
} from '@countersign/plugin-incident-management/legacy';
import {
  EntityHealthCard,
  EntitySlosContent,
  HomePageBurningSlos,
  SlosPage,
} from '@countersign/plugin-service-levels/legacy';
import {
  EntityLogsContent,
  LogsPage,
} from '@countersign/plugin-service-logs/legacy';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route } from 'react-router-dom';
import { openLegacyApp } from './__testUtils__/legacyApp';

jest.setTimeout(240_000);

const routes = [
  <Route key="changes" path="/changes" element={<ChangesPage />} />,
  <Route key="slos" path="/slos" element={<SlosPage />} />,
  <Route key="incidents" path="/incidents" element={<IncidentsPage />} />,
  <Route key="evidence" path="/evidence" element={<EvidencePage />} />,
  <Route key="drills" path="/drills" element={<DrillsPage />} />,
  <Route key="logs" path="/logs" element={<LogsPage />} />,
  <Route
    key="governance"
    path="/governance"
    element={<GovernanceDashboardPage />}
  />,
  <Route
    key="home"
    path="/home"
    element={
      <>
        <HomePageInbox />
        <HomePageOpenIncidents />
        <HomePageOverdueActions />
        <HomePageBurningSlos />
        <HomePageDrills />
        <HomePageGovernanceFigures />
      </>
    }
  />,
];

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/checkout', lifecycle: 'x' },
};
const onEntity = {
  entity,
  overview: (
    <>
      <EntityDeployNowCard />
      <EntityTimelineCard />
      <EntityScorecardCard />
      <EntityConfigurationItemCard />
      <EntityHealthCard />
      <EntityOnCallCard />
      <EntityDrillsCard />
      <EntityEvidenceCard />
    </>
  ),
  tabs: [
    { path: '/changes', title: 'Changes', content: <EntityChangesContent /> },
    { path: '/slos', title: 'SLOs', content: <EntitySlosContent /> },
    {
      path: '/incidents',
      title: 'Incidents',
      content: <EntityIncidentsContent />,
    },
    { path: '/drills', title: 'Drills', content: <EntityDrillsContent /> },
    { path: '/logs', title: 'Logs', content: <EntityLogsContent /> },
  ],
};

const change: ChangeSummary = {
  id: '00000000-0000-4000-8000-000000000042',
  number: 'CHG0000042',
  title: 'Resize the database',
  type: 'normal',
  state: 'new',
  category: 'infrastructure',
  environment: 'production',
  items: ['component:default/checkout-api'],
  requester: 'user:default/ada',
  approvalStatus: 'not_requested',
  onHold: false,
  demo: false,
  createdAt: '2026-11-26T10:00:00.000Z',
  updatedAt: '2026-11-26T10:00:00.000Z',
};
const answers = {
  '/api/change-management/changes': {
    items: [change],
    count: { value: 1, capped: false },
  },
};

describe('in an app of the old frontend system', () => {
  it.each([
    ['Changes', '/changes', 'Calendar', '/changes/calendar'],
    ['SLOs', '/slos', 'Alerts', '/slos/alerts'],
    ['Incidents', '/incidents', 'Problems', '/incidents/problems'],
    ['Evidence', '/evidence', 'Findings', '/evidence/findings'],
    ['Drills', '/drills', 'Experiments', '/drills/experiments'],
    ['Dashboard', '/governance', 'Scorecards', '/governance/scorecards'],
    // Of another area.
    ['Dashboard', '/governance', 'System status', '/governance/status'],
  ])('%s opens with its pages as tabs', async (title, path, tab, href) => {
    openLegacyApp({ path, routes, answers });
    expect(await screen.findByRole('tab', { name: tab })).toHaveAttribute(
      'href',
      href,
    );
    expect(screen.getAllByText(title)).not.toHaveLength(0);
    await userEvent.click(screen.getByRole('tab', { name: tab }));
    await waitFor(() => expect(window.location.pathname).toBe(href));
    expect(screen.getByRole('tab', { name: tab })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  it('a list has its records, each with a link to its page', async () => {
    openLegacyApp({ path: '/changes', routes, answers });
    expect(
      (await screen.findAllByRole('link', { name: /CHG0000042/ }))[0],
    ).toHaveAttribute('href', '/changes/CHG0000042');
  });

  it('Logs opens', async () => {
    openLegacyApp({ path: '/logs', routes });
    expect((await screen.findAllByText('Logs')).length).toBeGreaterThan(0);
  });

  it('an entity has what every area says of it, and leads to its records', async () => {
    openLegacyApp({
      path: '/catalog/default/component/checkout-api',
      routes,
      answers,
      ...onEntity,
    });
    expect(await screen.findByText('Can I deploy now?')).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('link', { name: /CHG0000042/ }),
    );
    await waitFor(() =>
      expect(window.location.pathname).toBe('/changes/CHG0000042'),
    );
    expect(await screen.findByRole('tab', { name: 'Calendar' })).toBeVisible();
  });

  it('one request answers all cards that show the same', async () => {
    const { asked } = openLegacyApp({
      path: '/catalog/default/component/checkout-api',
      routes,
      entity,
      overview: (
        <>
          <EntityScorecardCard />
          <EntityDrillsCard />
        </>
      ),
    });
    expect(await screen.findByText(/Has an owner/)).toBeInTheDocument();
    await waitFor(() =>
      expect(
        asked.filter(path => path.startsWith('/api/chaos-drills/')),
      ).toHaveLength(1),
    );
  });

  it.each([
    ['changes', 'Resize the database'],
    ['slos', 'Nothing is here'],
    ['incidents', 'Nothing is here'],
    ['drills', 'Nothing is here'],
    ['logs', 'Nothing is here'],
  ])('an entity has the tab %s', async (tab, text) => {
    openLegacyApp({
      path: `/catalog/default/component/checkout-api/${tab}`,
      routes,
      answers,
      ...onEntity,
    });
    expect(
      (await screen.findAllByText(text, { exact: false }))[0],
    ).toBeVisible();
  });

  it('the home page has what waits, in every area', async () => {
    openLegacyApp({ path: '/home', routes, answers });
    for (const title of [
      'Waiting for you',
      'Open incidents',
      'Overdue actions',
      'SLOs that burn',
      'Drills of your teams',
      'Governance now',
    ]) {
      expect((await screen.findAllByText(title)).length).toBeGreaterThan(0);
    }
  });

  it('templates have the fields', () => {
    const fields = [
      <TerraformPlanUploadFieldExtension />,
      <ChangeWindowFieldExtension />,
      <ServiceTierFieldExtension />,
    ].map(field =>
      getComponentData<FieldExtensionOptions>(
        field,
        'scaffolder.extensions.field.v1',
      ),
    );
    expect(fields.map(field => field?.name)).toEqual([
      'TerraformPlanUpload',
      'ChangeWindow',
      'ServiceTier',
    ]);
  });

  it('the search page has results of each area', () => {
    expect(
      getComponentData(
        <ChangeSearchResultListItem />,
        'search.results.list.items.extensions.v1',
      ),
    ).toBeDefined();
  });

  it('cards stand on configuration items', () => {
    expect(isConfigurationItem(entity)).toBe(true);
    expect(isConfigurationItem({ ...entity, kind: 'User' })).toBe(false);
  });
});
