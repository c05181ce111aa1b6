import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { RiGitPullRequestLine, RiPuzzleLine } from '@remixicon/react';
import { ChangeSearchResult } from '../src/components/SearchResult';

const searchDocument = {
  title: 'Give orders-db 16 vCPU and a read replica before Black Friday',
  text: 'Black Friday brings three times the orders of a usual day. orders-db goes from 8 to 16 vCPU, and a read replica takes the reports off the primary.',
  location: '/changes/CHG0000142',
  number: 'CHG0000142',
  state: 'authorize',
  type: 'normal',
  risk: 'high',
  environment: 'production',
};

function PiecesPage() {
  return (
    <Container>
      <ChangeSearchResult
        icon={<RiGitPullRequestLine />}
        result={searchDocument}
        highlight={{
          preTag: '<mark>',
          postTag: '</mark>',
          fields: {
            text: searchDocument.text.replace(
              'replica',
              '<mark>replica</mark>',
            ),
          },
        }}
      />
    </Container>
  );
}

/** What lives on the pages of other plugins, on a page of its own: a search result. */
export const piecesPlugin = createFrontendPlugin({
  pluginId: 'change-management-pieces',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/pieces',
        title: 'Pieces',
        icon: <RiPuzzleLine />,
        loader: async () => <PiecesPage />,
      },
    }),
  ],
});
