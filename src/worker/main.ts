/*
 * The script of the page's workers, which train or measure, as their name says. It exports nothing, and imports nothing before it runs:
 * a script that its own chunks import back is evaluated a second time by WebKit, and what it keeps is then there twice.
 */

/** What came before there was anybody to read it. */
const early: MessageEvent[] = []
const keep = (event: MessageEvent): void => {
  early.push(event)
}
addEventListener('message', keep)

const serving =
  self.name === 'benchmark'
    ? import('./benchmark/worker').then(({ serveBenchmark }) => serveBenchmark)
    : import('./trainer').then(({ serveTrainer }) => serveTrainer)

serving
  .then((serve) => {
    removeEventListener('message', keep)
    serve()
    for (const { data, ports } of early as { data: unknown; ports: readonly MessagePort[] }[])
      dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }))
  })
  // The page hears of it as of any error of its worker.
  .catch(reportError)
