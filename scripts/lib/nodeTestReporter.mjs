/** A reporter for `node --test` that counts and keeps the reasons, as JSON. */
export default async function* report(events) {
  let passed = 0;
  const failures = [];
  for await (const { type, data } of events) {
    // A suite fails when a test of it does, which is counted already.
    const isTest = data.details?.type !== 'suite';
    if (type === 'test:pass' && isTest && data.skip === undefined) {
      passed += 1;
    } else if (
      type === 'test:fail' &&
      data.details.error.failureType !== 'subtestsFailed'
    ) {
      const { error } = data.details;
      failures.push({
        file: data.file,
        title: data.name,
        reason: String(error.cause?.message ?? error.cause ?? error.message),
      });
    }
  }
  yield JSON.stringify({ passed, failures });
}
