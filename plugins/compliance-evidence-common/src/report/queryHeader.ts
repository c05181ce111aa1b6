/** What the comments at the head of a query say. */
export interface QueryHeader {
  name: string;
  description: string;
  owner: string;
  version: string;
}

const keys = ['name', 'description', 'owner', 'version'] as const;
const examples: Record<(typeof keys)[number], string> = {
  name: 'grants-without-ticket',
  description: 'Privileged grants that no approved ticket covers',
  owner: 'group:default/sre',
  version: '1',
};
const LINE = /^--\s*([a-z]+)\s*:\s*(.*?)\s*$/;

/** Reads the comments at the head of a query: `-- owner: group:default/sre`, one a line, before anything else. */
export function readQueryHeader(text: string): {
  header?: QueryHeader;
  problems: { line: number; message: string }[];
} {
  const found = new Map<string, { value: string; line: number }>();
  const problems: { line: number; message: string }[] = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    if (!/^\s*(--.*)?$/.test(lines[i])) break;
    const [, key, value] = LINE.exec(lines[i]) ?? [];
    if (!keys.includes(key as never)) continue;
    if (found.has(key)) {
      problems.push({
        line: i + 1,
        message: `says ${key} again: the first is on line ${
          found.get(key)?.line
        }`,
      });
      continue;
    }
    found.set(key, { value, line: i + 1 });
  }
  for (const key of keys) {
    const { value, line = 1 } = found.get(key) ?? {};
    if (!value) {
      problems.push({
        line,
        message: `lacks its ${key}: write a comment such as "-- ${key}: ${examples[key]}" before the query`,
      });
    }
  }
  const { value: version, line: versionLine = 1 } = found.get('version') ?? {};
  if (version && !/^\d+(\.\d+){0,2}$/.test(version)) {
    problems.push({
      line: versionLine,
      message: `has the version "${version}"; versions are numbers such as 1 or 1.2.0`,
    });
  }
  if (problems.length > 0) return { problems };
  const [name, description, owner] = keys.map(
    key => found.get(key)?.value ?? '',
  );
  return {
    header: { name, description, owner, version: version ?? '' },
    problems,
  };
}
