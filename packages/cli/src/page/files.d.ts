/** A text of the page, put here by the build. */
declare module '*.txt' {
  const text: string;
  export default text;
}
