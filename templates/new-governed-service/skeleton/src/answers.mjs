/** Answers with JSON, or with nothing. */
export function answer(response, code, body) {
  response.writeHead(code, { 'Content-Type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** What is wrong, as every route says it. */
export function problem(message) {
  return { error: { message } };
}
