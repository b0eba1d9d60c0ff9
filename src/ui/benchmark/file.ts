import type { BenchmarkResult } from '../../benchmark/result'

/** The text of `bench.json`: the result, and where and when it came about, as far as a page knows. */
export function benchmarkText(result: BenchmarkResult, date: string): string {
  const file = { ...result, date, command: 'Benchmark view', browser: navigator.userAgent }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

/** Hands a text to the visitor as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
