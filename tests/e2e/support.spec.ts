import type { Browser } from '@playwright/test'
import { expect, test } from './support/page'
import { watch, type Allowed } from './support/watch'

const OWN = 'http://own.test/'
const OTHER = 'http://other.test/'
const STRICT: Allowed = { hosts: [], errors: [] }

/** Opens a page with this script, on hosts that exist only in the test, and resolves to what the watch says of it. */
async function complaintsAbout(browser: Browser, script: string, allowed: Allowed) {
  const context = await browser.newContext()
  const complaints = watch(context, OWN, allowed)
  await context.route('**/*', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      contentType: 'text/html',
      body: `<link rel="icon" href="data:,"><script type="module">${script}; document.title = 'done'</script>`,
    }),
  )
  const page = await context.newPage()
  await page.goto(OWN)
  await expect(page).toHaveTitle('done')
  await context.close()
  return complaints
}

/** The script of a page whose worker runs the given script and answers at its end. */
const inWorker = (script: string) => `
  const source = new Blob([${JSON.stringify(`${script}; postMessage('end')`)}])
  const worker = new Worker(URL.createObjectURL(source))
  await new Promise((resolve) => { worker.onmessage = worker.onerror = resolve })`

test('a page that keeps to itself is not complained about', async ({ browser }) => {
  const script = `console.warn('only a warning'); await fetch('data.json'); await fetch('data:,text')`
  expect(await complaintsAbout(browser, script, STRICT)).toEqual([])
  expect(await complaintsAbout(browser, inWorker(`console.log('fine')`), STRICT)).toEqual([])
})

test('errors and requests to other hosts are seen', async ({ browser }) => {
  expect(await complaintsAbout(browser, `console.error('broken')`, STRICT)).toEqual(['console error: broken'])
  expect(await complaintsAbout(browser, `Promise.reject(new Error('lost'))`, STRICT)).toEqual(['uncaught error: lost'])
  expect(await complaintsAbout(browser, `await fetch('${OTHER}')`, STRICT)).toEqual([
    `request to another host: ${OTHER}`,
  ])
  const socket = `new WebSocket('ws://other.test/').onerror = () => {}`
  expect(await complaintsAbout(browser, socket, STRICT)).toContain('request to another host: ws://other.test/')
})

test("a worker's errors and requests are seen too", async ({ browser }) => {
  expect(await complaintsAbout(browser, inWorker(`console.error('broken')`), STRICT)).toEqual(['console error: broken'])
  expect(await complaintsAbout(browser, inWorker(`throw new Error('lost')`), STRICT)).toContainEqual(
    expect.stringContaining('lost'),
  )
  const request = `const request = new XMLHttpRequest(); request.open('GET', '${OTHER}', false); request.send()`
  expect(await complaintsAbout(browser, inWorker(request), STRICT)).toEqual([`request to another host: ${OTHER}`])
})

test('what a test allows passes', async ({ browser }) => {
  const script = `console.error('device lost'); await fetch('${OTHER}')`
  expect(await complaintsAbout(browser, script, { hosts: ['other.test'], errors: [/lost/] })).toEqual([])
})

test('a test whose page complains fails, as expected here', async ({ page }) => {
  test.fail()
  await page.goto('./')
  await page.evaluate(`console.error('broken')`)
  await expect(page).toHaveTitle(/PEAR Playground/)
})
