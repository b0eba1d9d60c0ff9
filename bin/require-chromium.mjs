import { requireChromium } from './chromium.mjs'

/** Vitest calls this before it starts a browser, whose own complaint would not say what to do. */
export default function setup() {
  requireChromium()
}
