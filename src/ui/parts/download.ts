/** Gives the visitor a file. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the address by then.
  setTimeout(() => {
    URL.revokeObjectURL(url)
  }, 0)
}

/** A text as a JSON file. */
export const jsonBlob = (text: string): Blob => new Blob([text], { type: 'application/json' })

/** A file name from words: lower case, with hyphens. */
export function fileName(words: readonly string[], extension: string): string {
  const stem = words
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return `${stem}.${extension}`
}
