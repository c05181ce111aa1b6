import { setImmediate } from 'timers/promises';
import { SnapshotStore } from '@countersign/plugin-compliance-evidence-node';
import { keepWritten } from './Conduit';

const MEBIBYTE = 1024 * 1024;
const chunk = new Uint8Array(MEBIBYTE / 4);
const kept = { key: 'key', sha256: 'sha256:0', size: 0 };

const storeThat = (put: SnapshotStore['put']) =>
  ({ put } as unknown as SnapshotStore);

describe('what a source writes', () => {
  it('is larger than memory: whoever writes waits for whoever keeps it', async () => {
    let written = 0;
    let read = 0;
    let most = 0;
    const slow = storeThat(async chunks => {
      for await (const { length } of chunks) {
        await setImmediate();
        read += length;
      }
      return kept;
    });
    // 8 GB, of which no more than a little is ever there.
    const pieces = (8 * 1024 * MEBIBYTE) / chunk.length;
    await keepWritten(slow, async write => {
      for (let i = 0; i < pieces; i++) {
        written += chunk.length;
        most = Math.max(most, written - read);
        await write(chunk);
      }
    });
    expect(read).toBe(8 * 1024 * MEBIBYTE);
    expect(most).toBeLessThan(2 * MEBIBYTE);
  });

  it('is not kept where the source fails, and not asked for any longer where the store does', async () => {
    const whole = storeThat(async chunks => {
      for await (const _ of chunks);
      return kept;
    });
    await expect(
      keepWritten(whole, async write => {
        await write(chunk);
        throw new Error('The source hung up');
      }),
    ).rejects.toThrow('The source hung up');

    let asked = 0;
    const full = storeThat(async chunks => {
      for await (const _ of chunks) throw new Error('The store is full');
      return kept;
    });
    await expect(
      keepWritten(full, async write => {
        for (;;) {
          asked += 1;
          await write(chunk);
        }
      }),
    ).rejects.toThrow('The store is full');
    expect(asked).toBeLessThan(10);
  });
});
