import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { useRecord } from '../../hooks/useRecord';
import { EntryLooks } from '../timeline';
import { RecordBody } from './RecordBody';
import { RecordHeader } from './RecordHeader';
import { RecordNext } from './RecordNext';
import { RecordPage } from './RecordPage';
import { stepsThrough } from './stepsThrough';

jest.setTimeout(60_000);

interface Drill {
  number: string;
  version: number;
}

const looks: EntryLooks = { textOf: ({ type }) => ({ sentence: type }) };

function DrillPage(props: {
  load(): Promise<Drill>;
  everyMs?(drill: Drill): number | undefined;
  loadTimeline?(): void;
}) {
  const { load, everyMs, loadTimeline } = props;
  const number = 'DRL0000001';
  return (
    <RecordPage
      number={number}
      what="the drill"
      notFound="There is no such drill"
      list={{ href: '/drills', text: 'All drills' }}
      record={useRecord(number, load, undefined, everyMs)}
    >
      {state => (
        <RecordBody
          number={number}
          state={state}
          header={
            <RecordHeader
              number={number}
              title={`Version ${state.detail.version}`}
              list={{ href: '/drills', text: 'All drills' }}
              chips={null}
            />
          }
          timeline={{
            title: 'Timeline',
            version: state.detail.version,
            load: async () => {
              loadTimeline?.();
              return { items: [] };
            },
            looks,
          }}
          proof={{
            source: {
              getLedgerStatus: async () => ({
                origin: 'countersign/drills',
                treeSize: 12,
                pending: 0,
                verifierKeys: ['countersign/drills+1a2b3c4d+AbCd'],
              }),
              getEvidence: async () => new Uint8Array(),
            },
            judge: () => ({ claims: [] } as never),
          }}
        />
      )}
    </RecordPage>
  );
}

describe('the page of a record', () => {
  it('is asked for while its record is at work, and its timeline with each version', async () => {
    let version = 0;
    const loadTimeline = jest.fn();
    renderInTestApp(
      <DrillPage
        load={async () => {
          version = Math.min(version + 1, 3);
          return { number: 'DRL0000001', version };
        }}
        everyMs={drill => (drill.version < 3 ? 20 : undefined)}
        loadTimeline={loadTimeline}
      />,
    );
    expect(await screen.findByText('Version 3')).toBeInTheDocument();
    await waitFor(() =>
      expect(loadTimeline.mock.calls.length).toBeGreaterThan(1),
    );
    expect(screen.getByRole('link', { name: '← All drills' })).toHaveAttribute(
      'href',
      '/drills',
    );
    expect(
      await screen.findByText(
        "countersign verify DRL0000001.evidence.json --key 'countersign/drills+1a2b3c4d+AbCd'",
      ),
    ).toBeInTheDocument();
  });

  it('that is not there leads to the others', async () => {
    renderInTestApp(
      <DrillPage
        load={async () => {
          throw Object.assign(new Error('none'), { name: 'NotFoundError' });
        }}
      />,
    );
    expect(
      await screen.findByText('There is no such drill'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All drills' })).toHaveAttribute(
      'href',
      '/drills',
    );
  });
});

function Typing() {
  const [text, setText] = useState('');
  return (
    <input
      aria-label="Reason"
      value={text}
      onChange={event => setText(event.target.value)}
    />
  );
}

describe('what is next', () => {
  it('has the button of the step, whose dialog begins afresh each time', async () => {
    renderInTestApp(
      <RecordNext<'start' | 'cancel' | 'close'>
        next={{
          verb: 'start',
          text: 'Start the drill',
          who: [],
          conditions: [],
        }}
        actions={[
          { verb: 'start', allowed: true },
          { verb: 'cancel', allowed: true },
          { verb: 'close', allowed: false, message: 'It has not begun.' },
        ]}
        labelOf={verb => verb}
        dialogOf={(verb, { isOpen, onClose }) =>
          isOpen && (
            <div role="dialog" aria-label={verb}>
              <Typing />
              <button onClick={onClose}>Back</button>
            </div>
          )
        }
      />,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'start' }));
    const dialog = within(screen.getByRole('dialog', { name: 'start' }));
    await userEvent.type(dialog.getByRole('textbox'), 'because');
    await userEvent.click(dialog.getByRole('button', { name: 'Back' }));
    await userEvent.click(screen.getByRole('button', { name: 'start' }));
    expect(screen.getByRole('textbox')).toHaveValue('');
    expect(screen.getByRole('button', { name: 'cancel' })).toBeEnabled();
    // Only the next step is shown to somebody who may not take it.
    expect(screen.queryByText('It has not begun.')).not.toBeInTheDocument();
  });

  it('says why the step is not for the reader', async () => {
    renderInTestApp(
      <RecordNext<'close'>
        next={{ verb: 'close', text: 'Close it', who: [], conditions: [] }}
        actions={[
          { verb: 'close', allowed: false, message: 'You had a hand in it.' },
        ]}
        labelOf={verb => verb}
        dialogOf={() => null}
      />,
    );
    expect(
      await screen.findByText('You had a hand in it.'),
    ).toBeInTheDocument();
  });

  it('marks what is behind a state, and what is ahead of it', () => {
    const icon = () => null;
    const marks = stepsThrough(
      ['planned', 'running', 'over'],
      'running',
      id => ({
        label: id,
        icon,
      }),
    ).map(({ mark, current }) => [mark, current]);
    expect(marks).toEqual([
      ['done', false],
      ['now', true],
      ['later', false],
    ]);
  });
});
