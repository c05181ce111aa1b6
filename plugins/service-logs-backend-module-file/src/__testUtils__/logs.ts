import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LogCall, LogEntity } from '@countersign/plugin-service-logs-node';
import { FileLogSource } from '../FileLogSource';
import { Unpacked } from '../files/Unpacked';
import { MinuteIndex } from '../index/MinuteIndex';
import { ScanPool } from '../index/ScanPool';

export const entity: LogEntity = {
  entityRef: 'component:default/api',
  kind: 'Component',
  namespace: 'default',
  name: 'api',
};

/** 27 November 2024, 10:00 UTC: long enough ago that no file is older than what is in it. */
export const TEN = Date.UTC(2024, 10, 27, 10);

/** A line of JSON, so many milliseconds after ten. */
export function jsonLine(ms: number, fields: object = {}): string {
  return `${JSON.stringify({
    severity: 'INFO',
    time: new Date(TEN + ms).toISOString(),
    message: `at ${ms}`,
    ...fields,
  })}\n`;
}

/** Time enough, unless a test says otherwise. */
export function call(ms = 60_000): LogCall {
  return {
    signal: new AbortController().signal,
    deadline: Date.now() + ms,
  };
}

/** A folder of log files, and a source that reads `*.log*` of it; gone after the tests of the file. */
export function useLogFolder(options: { unpackedBytes?: number } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'logs-'));
  const pool = new ScanPool(2);
  const unpacked = new Unpacked(options.unpackedBytes ?? 64 * 1024 * 1024);
  const reading = { unpacked, index: new MinuteIndex(pool) };
  const source = new FileLogSource(
    {
      name: 'files',
      title: 'Files',
      entities: [
        { entityRef: entity.entityRef, paths: [path.join(folder, '*.log*')] },
      ],
    },
    reading,
  );
  afterAll(async () => {
    await pool.close();
    await unpacked.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    source,
    reading,
    unpacked,
    at: (name: string) => path.join(folder, name),
    write: (name: string, text: string | Uint8Array) =>
      writeFileSync(path.join(folder, name), text),
    clear: () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    },
  };
}
