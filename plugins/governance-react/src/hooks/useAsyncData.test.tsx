import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useAsyncData } from './useAsyncData';

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function Show(props: {
  name: string;
  queryKey: string;
  load: (signal: AbortSignal) => Promise<string>;
  options?: Parameters<typeof useAsyncData>[2];
}) {
  const answer = useAsyncData(props.queryKey, props.load, props.options);
  return (
    <section aria-label={props.name}>
      <output>
        {[
          answer.data ?? 'nothing',
          answer.error?.message,
          answer.isPending && 'pending',
          answer.isRefreshing && 'refreshing',
        ]
          .filter(Boolean)
          .join(', ')}
      </output>
      <button onClick={answer.refetch}>again</button>
    </section>
  );
}

describe('useAsyncData', () => {
  it('keeps the last answer while a newer one is asked for, and when that fails', async () => {
    const second = deferred<string>();
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('first')
      .mockReturnValueOnce(second.promise);
    renderInTestApp(<Show name="a" queryKey="k" load={load} />);

    expect(await screen.findByText('first')).toBeInTheDocument();
    fireEvent.click(screen.getByText('again'));
    expect(await screen.findByText('first, refreshing')).toBeInTheDocument();
    // What is thrown need not be an error.
    await act(async () => second.reject('gone'));

    expect(await screen.findByText('first, gone')).toBeInTheDocument();
  });

  it('keeps that one may not read it while it is asked for again, and no other failure', async () => {
    const denied = Object.assign(new Error('not yours'), {
      name: 'NotAllowedError',
    });
    const failures = [denied, denied, new Error('away'), new Error('away')];
    const shown: string[] = [];
    let answers = 0;
    const load = async () => {
      const failure = failures[answers];
      // As a server does, it answers after the page has said that it asks.
      await new Promise(resolve => setTimeout(resolve, 20));
      answers += 1;
      throw failure;
    };
    const Told = () => {
      const { error, isPending, refetch } = useAsyncData('k', load);
      shown.push(isPending ? 'pending' : String(error?.message));
      return <button onClick={refetch}>again</button>;
    };
    renderInTestApp(<Told />);
    await waitFor(() => expect(shown.at(-1)).toBe('not yours'));
    shown.length = 0;
    fireEvent.click(screen.getByText('again'));
    await waitFor(() => expect(answers).toBe(2));
    fireEvent.click(screen.getByText('again'));
    await waitFor(() => expect(shown.at(-1)).toBe('away'));
    expect(shown).not.toContain('pending');
    fireEvent.click(screen.getByText('again'));
    await waitFor(() => expect(shown).toContain('pending'));
  });

  it('makes one request for all that share a key, and one each for those that do not', async () => {
    const shared = jest.fn(async () => 'shared');
    const own = jest.fn(async () => 'own');
    renderInTestApp(
      <>
        <Show
          name="a"
          queryKey="x/1"
          load={shared}
          options={{ shared: true }}
        />
        <Show
          name="b"
          queryKey="x/1"
          load={shared}
          options={{ shared: true }}
        />
        <Show name="c" queryKey="x/1" load={own} />
        <Show name="d" queryKey="x/1" load={own} />
      </>,
    );

    expect(await screen.findAllByText('shared')).toHaveLength(2);
    expect(await screen.findAllByText('own')).toHaveLength(2);
    expect(shared).toHaveBeenCalledTimes(1);
    expect(own).toHaveBeenCalledTimes(2);
  });

  it('aborts what nobody waits for any more', async () => {
    const signals: AbortSignal[] = [];
    const { unmount } = renderInTestApp(
      <Show
        name="a"
        queryKey="k"
        load={signal => {
          signals.push(signal);
          return new Promise(() => {});
        }}
      />,
    );

    expect(await screen.findByText('nothing, pending')).toBeInTheDocument();
    unmount();

    expect(signals.map(signal => signal.aborted)).toEqual([true]);
  });
});
