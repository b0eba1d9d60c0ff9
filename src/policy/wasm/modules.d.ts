/** A WebAssembly module in base64, which tools/assembly.mjs compiles. */
declare module '*?assembly' {
  const base64: string
  export default base64
}
