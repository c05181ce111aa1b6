import { parse } from 'yaml';
import { readDefinitions } from './readDefinitions';
import { mentionsOpenSlo, splitDefinitions } from './splitDefinitions';

const service = (name: string) => `# About ${name}.
apiVersion: openslo/v1
kind: Service
metadata:
  name: ${name}
  labels:
    env: [a, b]
spec:
  description: |
    Two
      lines
`;

describe('a file of definitions', () => {
  it('comes apart into its documents, each with its own lines', () => {
    const text = `---\n${service('one')}---\nkind: [\n---\n${service('two')}`;
    const parts = splitDefinitions(text);
    expect(
      parts.map(({ value }) => (value as { metadata?: unknown })?.metadata),
    ).toEqual([
      { name: 'one', labels: { env: ['a', 'b'] } },
      undefined,
      { name: 'two', labels: { env: ['a', 'b'] } },
    ]);
    for (const { text: own, firstLine } of parts) {
      expect(
        text
          .split('\n')
          .slice(firstLine - 1)
          .join('\n'),
      ).toContain(own.trimEnd());
    }
    for (const { text: own, value } of [parts[0], parts[2]]) {
      expect(parse(own)).toEqual(value);
    }
  });

  it('may be one list', () => {
    const members = ['one', 'two'].map(service);
    const text = members
      .map(member =>
        member
          .split('\n')
          .map((line, i) => (i === 0 ? `- ${line}` : line && `  ${line}`))
          .join('\n'),
      )
      .join('');
    const parts = splitDefinitions(text);
    expect(parts).toHaveLength(2);
    for (const { text: own, value } of parts) expect(parse(own)).toEqual(value);
  });

  it('names the line of the file, whichever part of it is read', () => {
    const text = `---\n${service('one')}---\n${service('two')}  extra: 1\n`;
    const whole = readDefinitions([{ file: 'a.yaml', text }]).problems;
    const parts = readDefinitions(
      splitDefinitions(text).map(part => ({ file: 'a.yaml', ...part })),
    ).problems;
    expect(whole).toMatchObject([{ rule: 'unknown-key', path: 'spec.extra' }]);
    expect(parts).toEqual(whole);
  });

  it('is known by the version it names', () => {
    expect(mentionsOpenSlo(service('one'))).toBe(true);
    expect(mentionsOpenSlo('{"apiVersion": "openslo/v1alpha"}')).toBe(true);
    expect(mentionsOpenSlo('apiVersion: backstage.io/v1 # openslo/v1')).toBe(
      false,
    );
  });
});
