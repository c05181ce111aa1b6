import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { RotatingFile } from './RotatingFile';

describe('a log file that rotates', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rotating-'));
  const file = path.join(folder, 'logs', 'api.log');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const textOf = (name: string) => {
    const bytes = readFileSync(path.join(folder, 'logs', name));
    return String(name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  };

  it('keeps the latest lines in files of one size, and takes up where it ended', () => {
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `line ${from + i}\n`);
    const first = new RotatingFile(file, 100);
    lines(1_000, 1_500).forEach(line => first.write(line));
    first.close();
    const second = new RotatingFile(file, 100);
    lines(1_500, 2_000).forEach(line => second.write(line));
    second.close();

    const names = readdirSync(path.join(folder, 'logs'));
    expect(names.length).toBe(10);
    const age = (name: string) => Number(/\d+/.exec(name)?.[0] ?? 0);
    const kept = names
      .sort((a, b) => age(b) - age(a))
      .map(textOf)
      .join('');
    expect(kept).toBe(
      lines(2_000 - kept.split('\n').length + 1, 2_000).join(''),
    );
    expect(kept.length).toBeGreaterThan(900);
  });
});
