import {
  ImportedContent,
  importedContentSchema,
  importedDigest,
  ImportedRecord,
  ListImported,
} from '@countersign/plugin-governance-common';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { entities, reader } from '../../../dev/fixtures';
import {
  changeManagementApiRef,
  ImportedChangesApi,
  importedChangesApiRef,
} from '../../api';
import { rootRouteRef } from '../../routes';
import { ChangesRouter } from '../ChangesRouter';

jest.setTimeout(120_000);

const at = '2026-11-26T10:00:00.000Z';

function record(content: Partial<ImportedContent> = {}): ImportedRecord {
  const whole = importedContentSchema.parse({
    title: 'Raise the pool',
    state: 'Closed',
    openedAt: '2025-11-03T20:12:40Z',
    requestedBy: 'أحمد المصري',
    comments: [{ by: 'Beth', text: 'Done.' }],
    further: [{ label: 'Approval there', value: 'Approved' }],
    ...content,
  });
  return {
    number: 'IMC0000001',
    kind: 'change',
    system: 'servicenow',
    foreignNumber: 'CHG0030001',
    version: 1,
    content: whole,
    digest: importedDigest(whole),
    importedAt: at,
    importedBy: 'user:default/paula-platform',
    updatedAt: at,
  };
}

/** The backend of changes of other systems, as far as pages ask it. */
class FakeImported implements Omit<ImportedChangesApi, 'bring'> {
  readonly asked: ListImported[] = [];
  readonly #records: ImportedRecord[];
  readonly #options: { altered?: boolean; refuses?: boolean };

  constructor(
    records: ImportedRecord[],
    options: { altered?: boolean; refuses?: boolean } = {},
  ) {
    this.#records = records;
    this.#options = options;
  }

  async listImported(query: ListImported = {}) {
    this.asked.push(query);
    if (this.#options.refuses) throw new Error('You may not see them.');
    return {
      items: this.#records,
      count: { value: this.#records.length, capped: false },
    };
  }

  async getImported() {
    const [found] = this.#records;
    const { digest } = found;
    const other = importedDigest({ ...found.content, title: 'Other' });
    return { record: found, digestNow: this.#options.altered ? other : digest };
  }

  async getTimeline() {
    const event: TimelineEvent = {
      id: 'one',
      type: 'import.recorded',
      actor: 'user:default/paula-platform',
      occurredAt: at,
      data: {
        ...{ kind: 'change', system: 'servicenow' },
        ...{ foreignNumber: 'CHG0030001', title: 'Raise the pool' },
        ...{ state: 'Closed', openedAt: at, digest: record().digest },
        from: {
          name: 'changes.json',
          digest: `sha256:${'0'.repeat(64)}`,
          row: 7,
        },
      },
    };
    return { items: [event] };
  }

  async getEvidence() {
    return new TextEncoder().encode('{}');
  }

  async getLedgerStatus() {
    return { origin: 'x', treeSize: 1, pending: 0, verifierKeys: ['x+1+A'] };
  }
}

const open = (imported: FakeImported, path: string) =>
  renderPage(<ChangesRouter />, {
    path,
    user: reader.userEntityRef,
    groups: reader.ownershipEntityRefs,
    entities,
    apis: [
      [changeManagementApiRef, new FakeChangeManagementApi()],
      [importedChangesApiRef, imported],
    ],
    mountedRoutes: { '/changes': rootRouteRef },
  });

describe('changes of other systems', () => {
  it('are found from the list of changes by their number there', async () => {
    const imported = new FakeImported([record()]);
    open(imported, '?q=CHG0030001');
    const link = await screen.findByRole('link', {
      name: '1 imported record matches, too',
    });
    expect(link).toHaveAttribute('href', '/changes/imported?q=CHG0030001');
    expect(imported.asked[0]).toMatchObject({ q: 'CHG0030001' });
  });

  it.each([
    ['nothing was imported', new FakeImported([])],
    ['the reader may not see them', new FakeImported([], { refuses: true })],
  ])('are no matter where %s', async (_, imported) => {
    open(imported, '');
    await waitFor(() => expect(imported.asked).not.toHaveLength(0));
    expect(await screen.findAllByText(/CHG0000\d+/)).not.toHaveLength(0);
    expect(screen.queryByText(/imported record/)).not.toBeInTheDocument();
  });

  it('are listed with their number there, and the list says that nobody approved them', async () => {
    const imported = new FakeImported([record()]);
    open(imported, 'imported?system=servicenow');
    expect(await screen.findByText('Raise the pool')).toBeInTheDocument();
    expect(screen.getAllByText(/CHG0030001/)).not.toHaveLength(0);
    expect(screen.getByText(/Nobody approved them here/)).toBeInTheDocument();
    await waitFor(() => expect(document.title).toContain('Imported changes'));
    await userEvent.click(screen.getByRole('button', { name: /System/ }));
    await waitFor(() => expect(imported.asked.at(-1)?.system).toEqual([]));
  });

  it('have a page that says whose word it is, and how it came here', async () => {
    open(new FakeImported([record()]), 'imported/IMC0000001');
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Raise the pool' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/This is what servicenow says of CHG0030001. Nobody/),
    ).toBeInTheDocument();
    expect(screen.getByText('Approval there')).toBeInTheDocument();
    // A name that is written from right to left keeps its order among words that are not.
    expect(screen.getByText('أحمد المصري')).toHaveAttribute('dir', 'auto');
    const timeline = within(
      await screen.findByRole('region', { name: 'Import' }),
    );
    expect(
      await timeline.findByText('imported it from changes.json, row 7'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('say so where the database has something else than the ledger recorded', async () => {
    open(
      new FakeImported([record()], { altered: true }),
      'imported/IMC0000001',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This is not what was imported',
    );
  });
});
