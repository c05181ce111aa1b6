/** A file of PGlite, compressed by the build. */
declare module '*.br' {
  const bytes: Uint8Array;
  export default bytes;
}
