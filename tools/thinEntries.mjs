/**
 * A Vite plugin for workers: refuses a build in which a chunk imports a worker's script back. WebKit evaluates such a script a second time,
 * and everything that it keeps is then there twice.
 * @returns {import('vite').Plugin}
 */
export function thinEntries() {
  return {
    name: 'thin-entries',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const back = [...chunk.imports, ...chunk.dynamicImports].find((name) => {
          const imported = bundle[name]
          return imported?.type === 'chunk' && imported.isEntry
        })
        if (back !== undefined)
          this.error(
            `${chunk.fileName} imports ${back}, the script of a worker, which WebKit then evaluates twice. ` +
              'Let the script import all that it needs by import(), and export nothing.',
          )
      }
    },
  }
}
