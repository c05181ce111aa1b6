import { TestApiProvider } from '@backstage/frontend-test-utils';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { changeSignalChannel } from '@countersign/plugin-change-management-common';
import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { changeManagementApiRef } from '../../api';
import { useChange } from './useChange';

const [shown, other] = ['CHG0000142', 'CHG0000140'];

/** Pings on a channel reach who listens to it. */
class FakeSignals implements SignalApi {
  readonly #listeners = new Map<object, [string, (message: never) => void]>();

  subscribe(channel: string, onMessage: (message: never) => void) {
    const subscription = {};
    this.#listeners.set(subscription, [channel, onMessage]);
    return {
      unsubscribe: () => {
        this.#listeners.delete(subscription);
      },
    };
  }

  ping(channel: string) {
    for (const [listened, onMessage] of this.#listeners.values()) {
      if (listened === channel) onMessage({ action: 'refetch' } as never);
    }
  }
}

describe('useChange', () => {
  it('fetches again on a ping about the change it shows, each once, and on no other', async () => {
    const api = new FakeChangeManagementApi();
    const channels = await Promise.all(
      [shown, other].map(async number =>
        changeSignalChannel((await api.getChange(number)).change),
      ),
    );
    const getChange = jest.spyOn(api, 'getChange');
    const signals = new FakeSignals();
    const { result, rerender } = renderHook(({ number }) => useChange(number), {
      initialProps: { number: shown },
      wrapper: ({ children }: PropsWithChildren) => (
        <TestApiProvider
          apis={[
            [changeManagementApiRef, api],
            [signalApiRef, signals],
          ]}
        >
          {children}
        </TestApiProvider>
      ),
    });
    const expectFetched = async (...numbers: string[]) => {
      await waitFor(() => expect(result.current.isRefreshing).toBe(false));
      await waitFor(() =>
        expect(result.current.state?.detail.change.number).toBe(numbers.at(-1)),
      );
      expect(getChange.mock.calls.map(([number]) => number)).toEqual(numbers);
    };
    await expectFetched(shown);

    act(() => channels.forEach(channel => signals.ping(channel)));
    await expectFetched(shown, shown);

    rerender({ number: other });
    await expectFetched(shown, shown, other);
    act(() => signals.ping(channels[0]));
    act(() => signals.ping(channels[1]));
    await expectFetched(shown, shown, other, other);
  });
});
