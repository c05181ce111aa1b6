import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  BUNDLE_FORMAT,
  bundlesIn,
  formatCheckpoint,
  formatVerifierKey,
  leafOf,
  signBundle,
  signNote,
  TreeHasher,
  utf8,
  verifierKey,
  verifyBundle,
} from '@countersign/plugin-ledger-common';
import { newSigner } from '@countersign/plugin-ledger-common/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ProofSource, recordLinksApiRef } from '../../records';
import { ChainDownload } from './ChainDownload';

const hasher = new TreeHasher();

/** The proof of a record whose log has one entry: it names the records that it relies on. */
function proofOf(number: string, reliedOn: string[] = []) {
  const origin = `example.com/${number}`;
  const signer = newSigner(origin);
  const key = formatVerifierKey(verifierKey(origin, signer.publicKey));
  const leaf = leafOf({
    id: '00000000-0000-4000-8000-000000000001',
    type: 'record.opened',
    subject: number,
    actor: 'user:default/ada',
    occurredAt: '2026-11-26T10:00:00.000Z',
    data: { reliedOn },
  });
  const source: ProofSource = {
    getLedgerStatus: async () => ({
      ...{ origin, treeSize: 1, pending: 0, verifierKeys: [key] },
    }),
    getEvidence: async () =>
      utf8(
        await signBundle(
          {
            format: BUNDLE_FORMAT,
            origin,
            exportedAt: '2026-11-26T11:00:00.000Z',
            checkpoint: await signNote(
              formatCheckpoint({ origin, size: 1, root: hasher.leaf(leaf) }),
              signer,
            ),
            checkpointSignedAt: '2026-11-26T11:00:00.000Z',
            verifierKeys: [key],
            contents: {
              kind: 'subject',
              subject: number,
              entries: [{ index: 0, leaf, proof: [] }],
            },
          },
          signer,
        ),
      ),
  };
  return { key, source };
}

const incident = proofOf('INC0000007', [
  'ALR0000003',
  'CHG0000042',
  'CHG0000043',
  'DRL0000001',
]);
const change = proofOf('CHG0000042');
const alert = proofOf('ALR0000003');
const areas: Record<string, ProofSource> = {
  ALR0000003: alert.source,
  CHG0000042: change.source,
  CHG0000043: {
    ...change.source,
    getEvidence: async () => {
      throw new Error('You may not see this change.');
    },
  },
};

describe('a record with what it relies on', () => {
  const saved: Blob[] = [];

  const show = (source: ProofSource) =>
    renderInTestApp(
      <ChainDownload
        number="INC0000007"
        source={source}
        references={entries =>
          entries.flatMap(({ id, data }) =>
            (data as { reliedOn: string[] }).reliedOn.map(number => ({
              ...{ number, entryId: id },
            })),
          )
        }
      />,
      {
        apis: [
          [
            recordLinksApiRef,
            {
              pathOf: number => `/records/${number}`,
              proofOf: number => areas[number],
            },
          ],
        ],
      },
    );
  const download = async () =>
    userEvent.click(
      await screen.findByRole('button', {
        name: 'Download with what it relies on',
      }),
    );
  beforeEach(() => {
    saved.length = 0;
    URL.createObjectURL = blob => {
      saved.push(blob as Blob);
      return 'blob:there';
    };
    URL.revokeObjectURL = () => {};
    // A browser saves what is clicked so; there is none here.
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  });

  it('is one file that verifies by the keys of all its logs, and says what is not in it', async () => {
    show(incident.source);
    await download();

    const told = await screen.findByRole('status');
    expect(told).toHaveTextContent('ALR0000003 is in the file.');
    expect(told).toHaveTextContent('CHG0000042 is in the file.');
    expect(told).toHaveTextContent(
      'CHG0000043 is not in the file: You may not see this change.',
    );
    expect(told).toHaveTextContent(
      'DRL0000001 is not in the file: nothing here has evidence of it.',
    );
    const keys = [incident.key, alert.key, change.key];
    expect(told).toHaveTextContent(
      `countersign verify INC0000007.chain.evidence.json ${keys
        .map(key => `--key '${key}'`)
        .join(' ')}`,
    );
    const [blob] = saved;
    const file = new Uint8Array(await new Response(blob).arrayBuffer());
    const bundles = bundlesIn(file);
    expect(bundles).toHaveLength(3);
    for (const bundle of bundles) {
      expect(verifyBundle(bundle, { trustedKeys: keys }).ok).toBe(true);
    }
  });

  it('says that it relies on nothing, and saves nothing that does not verify', async () => {
    const { unmount } = show(proofOf('INC0000007').source);
    await download();
    expect(await screen.findByRole('status')).toHaveTextContent(
      'It relies on no other record',
    );
    expect(saved).toHaveLength(1);
    unmount();

    show({ ...incident.source, getEvidence: async () => utf8('{}\n') });
    await download();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The evidence could not be fetched',
    );
    expect(saved).toHaveLength(1);
  });
});
