/** A response as a plain JSON object: what an action hands on. */
export function actionOutput(response: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(response));
}
