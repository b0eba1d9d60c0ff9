/** What a drawing has from the page's stylesheet and has to carry with it when it leaves the page: what elements inherit… */
const INHERITED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const

/** …and what each has for itself, with the value that says nothing. */
const OWN = { opacity: '1', 'vector-effect': 'none' } as const

const SVG = 'http://www.w3.org/2000/svg'

/** A line of the legend of a picture. */
export interface LegendEntry {
  title: string
  color: string
  dash: string
  thin: boolean
}

interface Picture {
  svg: string
  width: number
  height: number
}

const PADDING = 16
const LINE = 20
const SWATCH = 34

/**
 * A drawing of the page as an SVG file that needs nothing else: colours and fonts as they are shown now, the page's background,
 * title and legend. What the pointer has left on it stays out.
 *
 * @param drawn stands in the document
 */
export function pictureOf(
  drawn: SVGSVGElement,
  { title, note, legend }: { title: string; note: string; legend: readonly LegendEntry[] },
): Picture {
  const style = getComputedStyle(drawn)
  const own = { width: drawn.width.baseVal.value, height: drawn.height.baseVal.value }
  const root = document.createElementNS(SVG, 'svg')
  const copy = inlined(drawn)
  const width = own.width + 2 * PADDING
  const head = 2 * PADDING + 8
  const ink = (property: string): string => resolved(drawn, `var(${property})`)
  const entries = legendOf(legend, width - 2 * PADDING, style, ink('--ink'), (color) => resolved(drawn, color))
  const words = (text: string, attributes: Readonly<Record<string, string | number>>): SVGElement => {
    const made = element('text', { 'font-family': style.fontFamily, ...attributes })
    made.textContent = text
    return made
  }
  const bold = { fill: ink('--ink'), 'font-size': 16, 'font-weight': 650 }
  const heading = words(title, { x: PADDING, y: PADDING + 12, ...bold })
  const soft = { fill: ink('--ink-soft'), 'font-size': 12, 'text-anchor': 'middle' }
  const lines = wrapped(note, width - 2 * PADDING, `12px ${style.fontFamily}`)
  const below = lines.map((line, i) => words(line, { x: width / 2, y: head + own.height + 14 + i * 16, ...soft }))
  const foot = head + own.height + lines.length * 16 + PADDING
  copy.setAttribute('transform', `translate(${PADDING} ${head})`)
  entries.group.setAttribute('transform', `translate(${PADDING} ${foot})`)
  const height = foot + entries.rows * LINE + PADDING
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    root.setAttribute(name, String(value))
  const background = element('rect', { width, height, fill: ink('--surface') })
  root.append(background, heading, copy, ...below, entries.group)
  return { svg: new XMLSerializer().serializeToString(root), width, height }
}

/** A copy of a drawing, as a group, whose every element carries its computed style. */
function inlined(drawn: SVGSVGElement): SVGGElement {
  const group = document.createElementNS(SVG, 'g')
  for (const child of drawn.children) {
    const copy = child.cloneNode(true) as Element
    carry(child, copy)
    group.append(copy)
  }
  const style = getComputedStyle(drawn)
  for (const property of INHERITED) group.setAttribute(property, style.getPropertyValue(property))
  for (const cursor of group.querySelectorAll('[data-part="cursor"]')) cursor.remove()
  return group
}

/** Gives the copy of an element, and of all in it, what the element shows and its parent's copy does not say already. */
function carry(from: Element, to: Element): void {
  const style = getComputedStyle(from)
  const parent = from.parentElement && getComputedStyle(from.parentElement)
  for (const property of INHERITED) {
    const value = style.getPropertyValue(property)
    to.removeAttribute(property)
    if (value !== parent?.getPropertyValue(property)) to.setAttribute(property, value)
  }
  for (const [property, silent] of Object.entries(OWN)) {
    const value = style.getPropertyValue(property)
    if (value !== silent) to.setAttribute(property, value)
  }
  for (const attribute of ['class', 'style']) to.removeAttribute(attribute)
  const pairs = [...from.children].map((child, i) => [child, to.children[i]] as const)
  for (const [child, copy] of pairs) if (copy) carry(child, copy)
}

/** A colour of the page as a renderer without the page knows it. */
function resolved(near: Element, color: string): string {
  const probe = document.createElementNS(SVG, 'g')
  probe.style.fill = color
  near.append(probe)
  const { fill } = getComputedStyle(probe)
  probe.remove()
  return fill
}

function legendOf(
  legend: readonly LegendEntry[],
  width: number,
  style: CSSStyleDeclaration,
  ink: string,
  colorOf: (color: string) => string,
): { group: SVGGElement; rows: number } {
  const group = document.createElementNS(SVG, 'g')
  const widthOf = measuring(`13px ${style.fontFamily}`)
  let [x, row] = [0, 0]
  for (const { title, color, dash, thin } of legend) {
    const wide = SWATCH + widthOf(title) + PADDING
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1]
    const y = row * LINE + 8
    const line = { x1: x, x2: x + SWATCH - 8, y1: y, y2: y, stroke: colorOf(color), 'stroke-dasharray': dash }
    const text = element('text', {
      x: x + SWATCH,
      y: y + 4.5,
      fill: ink,
      'font-family': style.fontFamily,
      'font-size': 13,
    })
    text.textContent = title
    group.append(element('line', { ...line, 'stroke-width': thin ? 1 : 2.5 }), text)
    x += wide
  }
  return { group, rows: row + 1 }
}

/** How wide texts are in a font, in pixels; roughly so where there is no canvas to measure on. */
function measuring(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return (text) => text.length * 7
  context.font = font
  return (text) => context.measureText(text).width
}

/** A text in lines of at most this width. */
function wrapped(text: string, width: number, font: string): string[] {
  const widthOf = measuring(font)
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart()
    if (widthOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

/** Pixels of a PNG for each of the page's. */
const DENSITY = 2

/** The picture as PNG. Rejects with a sentence where the browser cannot draw it. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image(width, height)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * DENSITY
  canvas.height = height * DENSITY
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser has no canvas to draw the PNG on. Save the SVG instead.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('This browser made no PNG of the chart. Save the SVG instead.'))
    }, 'image/png')
  })
}
