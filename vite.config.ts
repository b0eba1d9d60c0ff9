import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { assembly } from './tools/assembly.mjs'
import { thinEntries } from './tools/thinEntries.mjs'

/** What workers load stands by itself. */
const inFolder = 'assets/worker/[name]-[hash].js'

export default defineConfig({
  // Relative addresses let the same build be served from any folder of a static site.
  base: './',
  plugins: [react(), assembly()],
  worker: {
    format: 'es',
    plugins: () => [assembly(), thinEntries()],
    rolldownOptions: { output: { entryFileNames: inFolder, chunkFileNames: inFolder } },
  },
  build: { target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 3000 },
})
