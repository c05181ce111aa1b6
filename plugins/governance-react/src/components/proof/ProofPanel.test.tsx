import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { ProofPanel } from './ProofPanel';

describe('the panel of the proof', () => {
  it.each([
    [1, 'Checkpoint of 1 entry'],
    [1_200, 'Checkpoint of 1,200 entries'],
  ])('says of how many entries the log is: %i', async (treeSize, words) => {
    renderInTestApp(
      <ProofPanel
        number="DRL0000001"
        source={{
          getLedgerStatus: async () => ({
            ...{ origin: 'countersign/drills', treeSize, pending: 0 },
            verifierKeys: [],
          }),
          getEvidence: async () => new Uint8Array(),
        }}
        generation={1}
        judge={() => ({ claims: [] } as never)}
      />,
    );
    expect(await screen.findByText(words)).toBeVisible();
  });
});
